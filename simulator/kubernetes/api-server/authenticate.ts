import { StatusError } from '../status-error.ts';
import { API_AUDIENCE, type ServiceAccountClaims, TokenInvalid } from '../tokens/service-account-tokens.ts';
import type { ApiContext, User } from './api-context.ts';

const AUTHENTICATED = 'system:authenticated';

/** Who holds this Authorization header. Throws Unauthorized: EKS answers anonymous callers so too. facts/kubectl.md 6 */
export async function authenticate(context: ApiContext, authorization: string | undefined): Promise<User> {
  const [, token] = /^bearer\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (!token) throw unauthorized();
  if (token === context.adminToken) {
    return { username: 'workshop-admin', groups: ['system:masters', AUTHENTICATED] };
  }
  if (token.startsWith('k8s-aws-v1.')) {
    throw unauthorized('Unauthorized: this local cluster does not take `aws eks get-token` tokens; see DIFFERENCES.md');
  }
  try {
    return serviceAccountUser(await context.tokens.verify(token, API_AUDIENCE));
  } catch (error) {
    if (error instanceof TokenInvalid) throw unauthorized();
    throw error;
  }
}

function serviceAccountUser(claims: ServiceAccountClaims): User {
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
  return {
    username: claims.sub ?? '',
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED],
    extra,
  };
}

const unauthorized = (message = 'Unauthorized') => new StatusError(401, 'Unauthorized', message);
