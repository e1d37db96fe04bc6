import { type ContainerView, variable } from './environment.ts';

export type Mechanism = 'Pod Identity' | 'IRSA';

/** What the webhook gives a pod: a projected token, and two variables by which SDKs find it. facts A.3, B.1 */
export interface Injection {
  volume: string;
  audience: string;
  /** The variable that makes the SDK take this way, then the one with the path of the token. */
  variables: [string, string];
}

export const INJECTIONS: Record<Mechanism, Injection> = {
  IRSA: {
    volume: 'aws-iam-token',
    audience: 'sts.amazonaws.com',
    variables: ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
  },
  'Pod Identity': {
    volume: 'eks-pod-identity-token',
    audience: 'pods.eks.amazonaws.com',
    variables: ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
  },
};

export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';
export const SKIP_ANNOTATION = 'eks.amazonaws.com/skip-containers';

/** Both variables of the mechanism are there. */
export function isInjected(container: ContainerView, mechanism: Mechanism): boolean {
  return INJECTIONS[mechanism].variables.every((name) => variable(container, name) !== undefined);
}

/** What EKS means the service account to have: an association beats the annotation. facts B.1 */
export function assignedTo(association: object | undefined, annotation: string | undefined): Mechanism | undefined {
  if (association) return 'Pod Identity';
  return annotation === undefined ? undefined : 'IRSA';
}

/** Which way the pod goes: the one that it was made for; where it was made for both or none, the one that is meant. */
export function followed(containers: ContainerView[], assigned: Mechanism | undefined): Mechanism | undefined {
  const has = (mechanism: Mechanism) => containers.some((container) => isInjected(container, mechanism));
  if (has('IRSA') === has('Pod Identity')) return assigned ?? (has('IRSA') ? 'IRSA' : undefined);
  return has('IRSA') ? 'IRSA' : 'Pod Identity';
}
