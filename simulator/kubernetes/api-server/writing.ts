import { RBAC_GROUP } from '../access/bootstrap-roles.ts';
import { requireNoEscalation } from '../access/require-no-escalation.ts';
import { forbidden, notFound, StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { type FieldError, invalid } from './invalid.ts';
import { type Kind, resourceName } from './kinds.ts';
import { strategyOf } from './strategies.ts';
import { valueAt } from './value-at.ts';

/** True for `dryRun=All`: everything but the write happens. */
export const isDryRun = ({ query }: ResourceRequest): boolean => query.getAll('dryRun').includes('All');

/** Throws Invalid if there are errors. */
export function requireValid(kind: Kind, name: string, errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(kind, name, errors);
}

/** The object with its kind's defaults, which belong to whoever left them out. */
export const withDefaults = (kind: Kind, object: KubeObject): KubeObject =>
  strategyOf(kind.kind).withDefaults?.(object) ?? object;

/** Whoever writes a role or binding gives away no more than they have. Throws Forbidden. */
export function requireGrantable(
  context: ApiContext,
  { kind, user }: ResourceRequest,
  object: KubeObject,
  before?: KubeObject,
): void {
  if (kind.group !== RBAC_GROUP) return;
  requireNoEscalation(context, {
    user,
    resource: kind.resource,
    object: withDefaults(kind, object),
    ...(before && { before }),
  });
}

/** New objects need a namespace that exists and is not going away. kubernetes NamespaceLifecycle admission */
export function requireNamespace({ storage }: ApiContext, kind: Kind, object: KubeObject): void {
  const { namespace, name } = object.metadata;
  if (!kind.namespaced || !namespace) return;
  const found = storage.get('namespaces', undefined, namespace);
  if (!found) throw notFound('namespaces', namespace);
  if (valueAt(found, ['status', 'phase']) !== 'Terminating') return;
  const text = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const error = forbidden(resourceName(kind), name, text);
  const message = `namespace ${namespace} is being terminated`;
  const causes = [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }];
  throw new StatusError(error.code, error.reason, error.message, { ...error.details, causes });
}
