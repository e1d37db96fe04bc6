import type { Ids } from '../../runtime-services.ts';
import { DEFAULT_EXPIRATION_SECONDS, readAnnotations, type WebhookAnnotations } from './annotations.ts';
import { type Injection, injectToken } from './inject-token.ts';
import type { Pod, PodAdmission } from './pod.ts';

const JITTER_SECONDS = 7_200;

/**
 * The pod identity webhook of EKS, which makes pods use either kind of credentials. An association beats the IRSA
 * annotation; a pod with neither stays as it is. facts A.3, B.1
 */
export function runPodIdentityWebhook(pod: Pod, surroundings: PodAdmission): Pod {
  const { namespace = 'default' } = pod.metadata;
  // As received: the ServiceAccount admission has filled in the default. facts A.3
  const name = pod.spec.serviceAccountName ?? '';
  const annotations = readAnnotations(pod, surroundings.findServiceAccount(namespace, name));
  const { regionalSts, skipped, roleArn } = annotations;
  const common = { regionalSts, skipped, region: surroundings.region };
  if (surroundings.hasAssociation(namespace, name)) {
    return injectToken(withLabel(pod), { ...common, ...podIdentity(annotations, surroundings.ids) });
  }
  return roleArn ? injectToken(pod, { ...common, ...irsa(annotations, roleArn) }) : pod;
}

type Mode = Omit<Injection, 'regionalSts' | 'skipped' | 'region'>;

/** facts A.3 */
function irsa({ audience, expirationSeconds }: WebhookAnnotations, roleArn: string): Mode {
  return {
    volume: 'aws-iam-token',
    mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
    token: { audience, expirationSeconds, path: 'token' },
    credentialEnv: (tokenFile) => [
      { name: 'AWS_ROLE_ARN', value: roleArn },
      { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: tokenFile },
    ],
  };
}

/** facts B.1 */
function podIdentity({ expirationSeconds }: WebhookAnnotations, ids: Ids): Mode {
  return {
    volume: 'eks-pod-identity-token',
    mountPath: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount',
    token: {
      audience: 'pods.eks.amazonaws.com',
      expirationSeconds: expirationSeconds === DEFAULT_EXPIRATION_SECONDS ? jittered(ids) : expirationSeconds,
      path: 'eks-pod-identity-token',
    },
    credentialEnv: (tokenFile) => [
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://169.254.170.23/v1/credentials' },
      { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: tokenFile },
    ],
  };
}

/** Uniform in [79200, 86400], so that a node's tokens are not all renewed at once. facts B.1 */
function jittered(ids: Ids): number {
  const random = Number.parseInt(ids.chars(8, '0123456789abcdef'), 16);
  return DEFAULT_EXPIRATION_SECONDS - (random % (JITTER_SECONDS + 1));
}

function withLabel(pod: Pod): Pod {
  const labels = { ...pod.metadata.labels, 'eks.amazonaws.com/pod-identity': 'enabled' };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}
