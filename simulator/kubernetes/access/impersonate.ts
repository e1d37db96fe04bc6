import type { User } from '../api-server/api-context.ts';
import { forbidden, StatusError } from '../status-error.ts';
import { AUTHENTICATED } from './authenticator.ts';
import type { Authorizer } from './authorizer.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { ResourceAttributes } from './policy-rule.ts';
import { serviceAccountGroups } from './service-account-user.ts';

const EXTRA = 'impersonate-extra-';

/**
 * Whom a request acts as: `kubectl --as`, `--as-group`. The caller needs the verb `impersonate` for each part. Throws
 * Forbidden. apiserver pkg/endpoints/filters/impersonation
 */
export function impersonate(authorizer: Authorizer, caller: User, headers: Record<string, string>): User {
  const username = headers['impersonate-user'] ?? '';
  // The host has joined repeated headers.
  const groups = headers['impersonate-group']?.split(', ') ?? [];
  const uid = headers['impersonate-uid'];
  const extra = extraOf(headers);
  if (!username) {
    if (groups.length > 0 || uid || extra) throw withoutUser();
    return caller;
  }
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  if (namespace && name) requireAllowed(authorizer, caller, { resource: 'serviceaccounts', namespace, name });
  else requireAllowed(authorizer, caller, { resource: 'users', name: username });
  for (const group of groups) requireAllowed(authorizer, caller, { resource: 'groups', name: group });
  const authentication = { group: 'authentication.k8s.io' };
  if (uid) requireAllowed(authorizer, caller, { ...authentication, resource: 'uids', name: uid });
  for (const [subresource, values] of Object.entries(extra ?? {})) {
    const part = { ...authentication, resource: 'userextras', subresource };
    for (const value of values) requireAllowed(authorizer, caller, { ...part, name: value });
  }
  const own = namespace && groups.length === 0 ? serviceAccountGroups(namespace) : groups;
  return { username, ...(uid && { uid }), groups: withRealm(username, own), ...(extra && { extra }) };
}

function extraOf(headers: Record<string, string>): Record<string, string[]> | undefined {
  const entries = Object.entries(headers)
    .filter(([name]) => name.startsWith(EXTRA))
    .map(([name, value]) => [decodeKey(name.slice(EXTRA.length)), value.split(', ')]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Keys may be percent-encoded; what is not is taken as it is. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** Whoever is impersonated has signed in, unless it is nobody. */
function withRealm(username: string, groups: string[]): string[] {
  const realm = username === 'system:anonymous' ? 'system:unauthenticated' : AUTHENTICATED;
  return groups.includes(realm) ? groups : [...groups, realm];
}

function requireAllowed(authorizer: Authorizer, user: User, part: Partial<ResourceAttributes>): void {
  const none = { group: '', resource: '', subresource: '', namespace: '', name: '' };
  const asked: ResourceAttributes = { ...none, ...part, verb: 'impersonate' };
  const { allowed, reason } = authorizer.decide(user, asked);
  if (allowed) return;
  const { group, resource, name } = asked;
  throw forbidden(group ? `${resource}.${group}` : resource, name, explainRefusal(user, asked, reason));
}

function withoutUser(): StatusError {
  const message = 'Internal error occurred: requested impersonation without impersonating a user';
  return new StatusError(500, 'InternalError', message);
}
