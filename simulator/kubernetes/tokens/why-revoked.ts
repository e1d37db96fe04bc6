import type { KubeObject, Storage } from '../storage.ts';
import type { Reference, ServiceAccountClaims } from './token-claims.ts';

/** Whom a token stands for, and what it ends with. */
export type TokenSubject = Pick<ServiceAccountClaims['kubernetes.io'], 'namespace' | 'pod' | 'secret' | 'node'> & {
  serviceAccount: Reference;
};

const INVALIDATED = 'service account token has been invalidated';
const LEEWAY_MS = 60_000;

/**
 * Why a token of this subject no longer holds: its service account, or the object that it is bound to, is gone or is
 * another one of the same name. Undefined while it holds. facts A.6, kubernetes pkg/serviceaccount/claims.go
 */
export function whyRevoked(storage: Storage, now: number, subject: TokenSubject): string | undefined {
  const { namespace, serviceAccount, secret, pod, node } = subject;
  const check = (actual: KubeObject | undefined, claimed: Reference, mismatch: (uid: string) => string) => {
    if (!actual || isOver(actual, now)) return INVALIDATED;
    return actual.metadata.uid === claimed.uid ? undefined : mismatch(actual.metadata.uid);
  };
  const ref = (kind: string, claimed: Reference) => (uid: string) =>
    `${kind} UID (${uid}) does not match service account ${kind} ref claim (${claimed.uid})`;
  const account = storage.get('serviceaccounts', namespace, serviceAccount.name);
  const problem = check(
    account,
    serviceAccount,
    (uid) => `service account UID (${uid}) does not match claim (${serviceAccount.uid})`,
  );
  if (problem) return problem;
  if (secret) return check(storage.get('secrets', namespace, secret.name), secret, ref('secret', secret));
  if (pod) return check(storage.get('pods', namespace, pod.name), pod, ref('pod', pod));
  return node && check(storage.get('nodes', undefined, node.name), node, ref('node', node));
}

/** What is being deleted counts as gone a minute after its time. */
function isOver({ metadata }: KubeObject, now: number): boolean {
  const { deletionTimestamp } = metadata;
  return deletionTimestamp !== undefined && Date.parse(deletionTimestamp) < now - LEEWAY_MS;
}
