import type { User } from '../api-server/api-context.ts';
import type { ServiceAccountClaims } from '../tokens/token-claims.ts';

/** Who a service account's token stands for. kubernetes pkg/serviceaccount/util.go */
export function serviceAccountUser(claims: ServiceAccountClaims): User {
  const { namespace, serviceaccount, pod, node } = claims['kubernetes.io'];
  const extra: Record<string, string[]> = {};
  const add = (key: string, value: string | undefined) => {
    if (value) extra[`authentication.kubernetes.io/${key}`] = [value];
  };
  add('credential-id', claims.jti && `JTI=${claims.jti}`);
  add('node-name', node?.name);
  add('node-uid', node?.uid);
  add('pod-name', pod?.name);
  add('pod-uid', pod?.uid);
  return { username: claims.sub ?? '', uid: serviceaccount.uid, groups: serviceAccountGroups(namespace), extra };
}

/** The groups of a namespace's service accounts. */
export const serviceAccountGroups = (namespace: string): string[] => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
  'system:authenticated',
];
