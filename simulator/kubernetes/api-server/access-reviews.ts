import type { HttpResponse } from '../../http.ts';
import type { Attributes } from '../access/policy-rule.ts';
import { badRequest } from '../status-error.ts';
import type { ApiContext, User } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { requireBody } from './body.ts';
import { type FieldError, invalid, invalidText, required } from './invalid.ts';
import { reviewed } from './reviewed.ts';

interface AccessSpec {
  resourceAttributes?: Partial<Record<'verb' | 'group' | 'resource' | 'subresource' | 'namespace' | 'name', string>>;
  nonResourceAttributes?: { verb?: string; path?: string };
  user?: string;
  uid?: string;
  groups?: string[];
  extra?: Record<string, string[]>;
}

/** `kubectl auth can-i`. */
export function reviewOwnAccess(context: ApiContext, request: ResourceRequest): HttpResponse {
  const spec = readSpec(request);
  requireValid(request, attributeErrors(spec));
  return decide(context, request, spec, request.user);
}

/** Whether somebody else may do something. Throws Invalid. */
export function reviewAccess(context: ApiContext, request: ResourceRequest): HttpResponse {
  const spec = readSpec(request);
  const { user: username = '', groups = [], uid, extra } = spec;
  const nobody = !username && groups.length === 0;
  const errors = nobody ? [required('spec.user', 'at least one of user or group must be specified')] : [];
  requireValid(request, [...attributeErrors(spec), ...errors]);
  return decide(context, request, spec, { username, groups, ...(uid && { uid }), ...(extra && { extra }) });
}

/** The same, for those who administer one namespace. Throws BadRequest. */
export function reviewLocalAccess(context: ApiContext, request: ResourceRequest): HttpResponse {
  const { resourceAttributes } = readSpec(request);
  if (resourceAttributes && (resourceAttributes.namespace ?? '') !== request.namespace) {
    throw badRequest(`spec.resourceAttributes.namespace must match namespace: ${request.namespace}`);
  }
  return reviewAccess(context, request);
}

const readSpec = (request: ResourceRequest) => (requireBody(request).spec ?? {}) as AccessSpec;

function decide({ authorizer }: ApiContext, request: ResourceRequest, spec: AccessSpec, user: User): HttpResponse {
  const { allowed, reason } = authorizer.decide(user, attributesOf(spec));
  return reviewed(request, { spec, status: { allowed, ...(reason && { reason }) } });
}

function attributesOf({ resourceAttributes, nonResourceAttributes }: AccessSpec): Attributes {
  const { verb = '', path = '' } = nonResourceAttributes ?? {};
  if (!resourceAttributes) return { verb, path };
  const none = { verb: '', group: '', resource: '', subresource: '', namespace: '', name: '' };
  return { ...none, ...resourceAttributes };
}

/** kubernetes pkg/apis/authorization/validation/validation.go */
function attributeErrors({ resourceAttributes, nonResourceAttributes }: AccessSpec): FieldError[] {
  if (resourceAttributes && nonResourceAttributes) {
    const detail = 'cannot be specified in combination with resourceAttributes';
    return [invalidText('spec.nonResourceAttributes', JSON.stringify(nonResourceAttributes), detail)];
  }
  if (resourceAttributes || nonResourceAttributes) return [];
  const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  return [invalidText('spec.resourceAttributes', 'null', detail)];
}

function requireValid({ kind }: ResourceRequest, errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(kind, '', errors);
}
