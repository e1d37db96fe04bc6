import type { HttpRequest } from '../../http.ts';
import { NotAuthenticated } from '../access/authenticator.ts';
import { impersonate } from '../access/impersonate.ts';
import { StatusError } from '../status-error.ts';
import { API_AUDIENCE } from '../tokens/token-claims.ts';
import type { ApiContext, User } from './api-context.ts';

const ANONYMOUS: User = { username: 'system:anonymous', groups: ['system:unauthenticated'] };
// Amazon EKS Kubernetes versions, 1.32: "Anonymous authentication restricted".
const OPEN_PATHS = ['/healthz', '/livez', '/readyz'];

/** Who sends a request, or whom they act as. Throws Unauthorized, Forbidden. */
export async function authenticate(context: ApiContext, http: HttpRequest): Promise<User> {
  const [, token] = /^bearer\s+(\S+)$/i.exec(http.headers.authorization ?? '') ?? [];
  const caller = token ? await holderOf(context, token) : anonymous(context, http);
  return impersonate(context.authorizer, caller, http.headers);
}

async function holderOf(context: ApiContext, token: string): Promise<User> {
  try {
    return (await context.authenticate(token, [API_AUDIENCE])).user;
  } catch (error) {
    if (error instanceof NotAuthenticated) throw unauthorized();
    throw error;
  }
}

/** EKS knows nobody without a token since 1.32, but for health. facts/kubectl.md 6 */
function anonymous({ version }: ApiContext, { path }: HttpRequest): User {
  const [, minor] = version.split('.');
  if (Number(minor) >= 32 && !OPEN_PATHS.includes(path)) throw unauthorized();
  return ANONYMOUS;
}

const unauthorized = () => new StatusError(401, 'Unauthorized', 'Unauthorized');
