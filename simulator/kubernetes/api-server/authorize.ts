import { forbidden, StatusError } from '../status-error.ts';
import type { User } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';

/** What is to be done to what. The fields of SelfSubjectAccessReview's resourceAttributes. */
export interface Access {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

const REVIEWS = ['selfsubjectreviews', 'selfsubjectaccessreviews'];

/** Administrators may do all, everybody else only asks about themselves: there is no RBAC here. */
export function isAllowed(user: User, access: Access): boolean {
  if (user.groups.includes('system:masters')) return true;
  return access.verb === 'create' && REVIEWS.includes(access.resource);
}

/** Throws Forbidden in the words of Kubernetes' authorizer. apiserver handlers/responsewriters/errors.go */
export function requireAllowed(user: User, request: ResourceRequest): void {
  const { verb, kind, subresource, namespace, name } = request;
  if (isAllowed(user, { verb, group: kind.group, resource: kind.resource })) return;
  const resource = subresource ? `${kind.resource}/${subresource}` : kind.resource;
  const scope = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope';
  const cause = `User "${user.username}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${scope}`;
  throw forbidden(kind.group ? `${kind.resource}.${kind.group}` : kind.resource, name, cause);
}

/** Paths that are no resources: discovery is for everybody who is authenticated. kubernetes system:discovery */
export function requirePathAllowed(user: User, method: string, path: string): void {
  const discovery = /^\/(api|apis|openapi|version|healthz|livez|readyz)(\/|$)/.test(path);
  if (discovery || user.groups.includes('system:masters')) return;
  const verb = method.toLowerCase();
  throw new StatusError(403, 'Forbidden', `forbidden: User "${user.username}" cannot ${verb} path "${path}"`, {});
}
