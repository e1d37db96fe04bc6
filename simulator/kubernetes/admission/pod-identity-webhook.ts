import type { Ids } from '../../runtime-services.ts';
import { DEFAULT_EXPIRATION_SECONDS, readAnnotations, type WebhookAnnotations } from './annotations.ts';
import { add, type Injection, injectToken, type PatchOperation } from './inject-token.ts';
import type { Pod, PodAdmission } from './pod.ts';
import type { WebhookSettings } from './webhook-settings.ts';

const MIN_JITTERED_SECONDS = 79_200;

export type WebhookSurroundings = Pick<PodAdmission, 'findServiceAccount' | 'hasAssociation' | 'ids'>;

/**
 * The pod identity webhook of EKS, which makes pods use either kind of credentials: the JSON patch that it answers, or
 * undefined where the pod stays as it is. An association beats the IRSA annotation. facts A.3, B.1
 */
export function podIdentityPatch(
  pod: Pod,
  settings: WebhookSettings,
  { findServiceAccount, hasAssociation, ids }: WebhookSurroundings,
): PatchOperation[] | undefined {
  const { namespace = 'default' } = pod.metadata;
  // As received: the ServiceAccount admission has filled in the default. facts A.3
  const name = pod.spec.serviceAccountName ?? '';
  const annotations = readAnnotations(pod, findServiceAccount(namespace, name), settings);
  const { regionalSts, skipped, roleArn } = annotations;
  const common = { regionalSts, skipped, region: settings.region };
  if (hasAssociation(namespace, name)) {
    const injection = { ...common, ...podIdentity(settings, annotations, ids) };
    return [addLabel(pod), ...injectToken(pod, injection)];
  }
  return roleArn ? injectToken(pod, { ...common, ...irsa(settings, annotations, roleArn) }) : undefined;
}

type Mode = Omit<Injection, 'regionalSts' | 'skipped' | 'region'>;

/** facts A.3 */
const irsa = (
  { irsa }: WebhookSettings,
  { audience, expirationSeconds }: WebhookAnnotations,
  roleArn: string,
): Mode => ({
  ...irsa,
  audience,
  expirationSeconds,
  credentialEnv: (tokenFile) => [
    { name: 'AWS_ROLE_ARN', value: roleArn },
    { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: tokenFile },
  ],
});

/** facts B.1 */
function podIdentity({ containerCredentials }: WebhookSettings, asked: WebhookAnnotations, ids: Ids): Mode {
  const { fullUri, ...place } = containerCredentials;
  const { expirationSeconds } = asked;
  return {
    ...place,
    expirationSeconds: expirationSeconds === DEFAULT_EXPIRATION_SECONDS ? jittered(ids) : expirationSeconds,
    credentialEnv: (tokenFile) => [
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: fullUri },
      { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: tokenFile },
    ],
  };
}

/** Uniform in [79200, 86400], so that a node's tokens are not all renewed at once. facts B.1 */
function jittered(ids: Ids): number {
  const random = Number.parseInt(ids.chars(8, '0123456789abcdef'), 16);
  return MIN_JITTERED_SECONDS + (random % (DEFAULT_EXPIRATION_SECONDS - MIN_JITTERED_SECONDS + 1));
}

const LABEL = 'eks.amazonaws.com/pod-identity';

const addLabel = ({ metadata }: Pod): PatchOperation =>
  metadata.labels
    ? add(`/metadata/labels/${LABEL.replace('/', '~1')}`, 'enabled')
    : add('/metadata/labels', { [LABEL]: 'enabled' });
