import { markedForDeletion, podGraceSeconds } from '../deletion.ts';
import { conflict, forbidden } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { success } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import { integer, type ResourceRequest } from './api-request.ts';
import { readBody } from './body.ts';
import { resourceName } from './kinds.ts';
import { getObject, selectObjects } from './read.ts';
import { isDryRun } from './writing.ts';

/** apimachinery meta/v1 DeleteOptions, from the body or the query. */
interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: string;
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun: boolean;
}

/**
 * DELETE of one object: at once, or, with a grace period or finalizers, marked for its controllers to finish. Answers the
 * marked object, or Status Success. Throws NotFound, Conflict.
 */
export function deleteObject(context: ApiContext, request: ResourceRequest): unknown {
  const object = getObject(context, request);
  const options = readOptions(request);
  const result = deleteOne(context, request, object, options);
  if (result.metadata.deletionTimestamp) return result;
  const { name, uid } = object.metadata;
  const { group, resource } = request.kind;
  return success({ name, ...(group && { group }), kind: resource, uid });
}

/** DELETE of a collection: answers what was deleted. */
export function deleteObjects(context: ApiContext, request: ResourceRequest): KubeObject[] {
  const options = readOptions(request);
  const objects = selectObjects(context, request);
  for (const object of objects) deleteOne(context, request, object, options);
  return objects;
}

// kubernetes NamespaceLifecycle admission
const IMMORTAL = ['default', 'kube-system', 'kube-public'];

function deleteOne(
  context: ApiContext,
  { kind }: ResourceRequest,
  object: KubeObject,
  options: DeleteOptions,
): KubeObject {
  const resource = resourceName(kind);
  requirePreconditions(resource, object, options);
  if (kind.kind === 'Namespace' && IMMORTAL.includes(object.metadata.name)) {
    throw forbidden(resource, object.metadata.name, 'this namespace may not be deleted');
  }
  const grace = kind.kind === 'Pod' ? podGraceSeconds(object, options.gracePeriodSeconds) : 0;
  const finalizers = [...(object.metadata.finalizers ?? []), ...propagationFinalizers(options)];
  const waits = grace > 0 || finalizers.length > 0 || kind.kind === 'Namespace';
  if (options.dryRun) return waits ? marked(context, object, grace, finalizers) : object;
  if (!waits) return context.storage.remove(resource, object.metadata.namespace, object.metadata.name) ?? object;
  return markDeleted(context, resource, object, grace, finalizers);
}

const SECOND_DELETE =
  'The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will automatically be purged by the system.';

/** Marks the object; one that is already being deleted only ever gets a shorter grace. */
function markDeleted(
  context: ApiContext,
  resource: string,
  object: KubeObject,
  graceSeconds: number,
  finalizers: string[],
): KubeObject {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, name } = object.metadata;
  if (deletionTimestamp && resource === 'namespaces') throw conflict(resource, name, SECOND_DELETE);
  if (deletionTimestamp && graceSeconds >= deletionGracePeriodSeconds) return object;
  return context.storage.update(resource, marked(context, object, graceSeconds, finalizers));
}

function marked({ clock }: ApiContext, object: KubeObject, graceSeconds: number, finalizers: string[]): KubeObject {
  const result = markedForDeletion(object, graceSeconds, clock);
  const status = object.kind === 'Namespace' ? { status: { ...(object.status as object), phase: 'Terminating' } } : {};
  const kept = finalizers.length > 0 ? { finalizers: [...new Set(finalizers)] } : {};
  return { ...result, ...status, metadata: { ...result.metadata, ...kept } };
}

/** The garbage collector takes these off when it has done its part. */
function propagationFinalizers({ propagationPolicy }: DeleteOptions): string[] {
  if (propagationPolicy === 'Orphan') return ['orphan'];
  return propagationPolicy === 'Foreground' ? ['foregroundDeletion'] : [];
}

function requirePreconditions(resource: string, { metadata }: KubeObject, { preconditions = {} }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions;
  if (uid && uid !== metadata.uid) {
    const cause = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
    throw conflict(resource, metadata.name, cause);
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    const versions = `${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`;
    throw conflict(resource, metadata.name, `Precondition failed: ResourceVersion in precondition: ${versions}`);
  }
}

function readOptions(request: ResourceRequest): DeleteOptions {
  const body = (readBody(request.http) ?? {}) as Partial<DeleteOptions> & { dryRun?: unknown };
  const { query } = request;
  const gracePeriodSeconds = integer(query, 'gracePeriodSeconds') ?? body.gracePeriodSeconds;
  const propagationPolicy = query.get('propagationPolicy') ?? body.propagationPolicy;
  const dryRun = isDryRun(request) || (Array.isArray(body.dryRun) && body.dryRun.includes('All'));
  return {
    dryRun,
    ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
    ...(propagationPolicy && { propagationPolicy }),
    ...(body.preconditions && { preconditions: body.preconditions }),
  };
}
