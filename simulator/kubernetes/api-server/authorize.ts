import type { HttpRequest } from '../../http.ts';
import { explainRefusal } from '../access/explain-refusal.ts';
import type { ResourceAttributes } from '../access/policy-rule.ts';
import { forbidden, StatusError } from '../status-error.ts';
import type { ApiContext, User } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { resourceName } from './kinds.ts';

/** Throws Forbidden in the words of Kubernetes' authorizer. apiserver handlers/responsewriters/errors.go */
export function requireAllowed({ authorizer }: ApiContext, request: ResourceRequest): void {
  const attributes = attributesOf(request);
  const { allowed, reason } = authorizer.decide(request.user, attributes);
  if (allowed) return;
  throw forbidden(resourceName(request.kind), attributes.name, explainRefusal(request.user, attributes, reason));
}

/** Paths that are no resources. Throws Forbidden. */
export function requirePathAllowed({ authorizer }: ApiContext, user: User, { method, path }: HttpRequest): void {
  const verb = method.toLowerCase();
  const { allowed, reason } = authorizer.decide(user, { verb, path });
  if (allowed) return;
  const cause = `forbidden: User "${user.username}" cannot ${verb} path "${path}"`;
  throw new StatusError(403, 'Forbidden', reason ? `${cause}: ${reason}` : cause, {});
}

/** A namespace is in itself; a collection that is narrowed to one name is that one. apiserver request/requestinfo.go */
function attributesOf({ kind, verb, subresource, namespace, name, query }: ResourceRequest): ResourceAttributes {
  const { group, resource } = kind;
  const isNamespace = group === '' && resource === 'namespaces';
  const fieldSelector = query.get('fieldSelector') ?? '';
  const [, selected = ''] = /(?:^|,)metadata\.name==?([^,]+)(?:,|$)/.exec(fieldSelector) ?? [];
  const place = { namespace: isNamespace ? name : namespace, name: name || selected };
  return { verb, group, resource, subresource, ...place, fieldSelector };
}
