import type { HttpResponse } from '../../http.ts';
import { markedForDeletion, podGraceSeconds } from '../deletion.ts';
import { conflict, forbidden } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { answer, success } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { type DeleteOptions, finalizersOf, readDeleteOptions, requirePreconditions } from './delete-options.ts';
import { resourceName } from './kinds.ts';
import { getObject, selectObjects } from './read.ts';
import { isDryRun } from './writing.ts';

/**
 * DELETE of one object: at once, or, with a grace period or finalizers, marked for its controllers to finish. Answers the
 * marked object, or Status Success. Throws NotFound, Conflict, Invalid.
 */
export function deleteObject(context: ApiContext, request: ResourceRequest): HttpResponse {
  const object = getObject(context, request);
  const options = readDeleteOptions(request);
  const result = deleteOne(context, request, object, options);
  const waitsForOthers = options.propagationPolicy === 'Foreground' || options.orphanDependents === false;
  if (result.metadata.deletionTimestamp) return answer(waitsForOthers ? 202 : 200, result);
  const { name, uid } = object.metadata;
  const { group, resource } = request.kind;
  return answer(200, success({ name, ...(group && { group }), kind: resource, uid }));
}

/** DELETE of a collection: answers what was deleted. */
export function deleteObjects(context: ApiContext, request: ResourceRequest): KubeObject[] {
  const options = readDeleteOptions(request);
  const objects = selectObjects(context, request);
  for (const object of objects) deleteOne(context, request, object, options);
  return objects;
}

// kubernetes NamespaceLifecycle admission
const IMMORTAL = ['default', 'kube-system', 'kube-public'];

const SECOND_DELETE =
  'The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will automatically be purged by the system.';

function deleteOne(
  context: ApiContext,
  request: ResourceRequest,
  object: KubeObject,
  options: DeleteOptions,
): KubeObject {
  const { kind } = request;
  const { name, namespace, deletionTimestamp } = object.metadata;
  const resource = resourceName(kind);
  const isNamespace = kind.kind === 'Namespace';
  if (isNamespace && IMMORTAL.includes(name)) throw forbidden(resource, name, 'this namespace may not be deleted');
  requirePreconditions(object, kind.group, options);
  if (isNamespace && deletionTimestamp) throw conflict(resource, name, SECOND_DELETE);
  const changed = marked(context, object, options);
  const { finalizers = [], deletionGracePeriodSeconds } = changed.metadata;
  const waits = Boolean(deletionGracePeriodSeconds) || finalizers.length > 0 || isNamespace;
  if (isDryRun(request) || options.dryRun?.length) return waits ? changed : object;
  if (waits) return context.storage.update(resource, changed);
  return context.storage.remove(resource, namespace, name) ?? object;
}

function marked({ clock }: ApiContext, object: KubeObject, options: DeleteOptions): KubeObject {
  const { finalizers: _, ...metadata } = object.metadata;
  const finalizers = finalizersOf(object, options);
  const kept = { ...object, metadata: { ...metadata, ...(finalizers.length > 0 && { finalizers }) } };
  const result = markedForDeletion(kept, graceSecondsOf(object, options.gracePeriodSeconds), clock);
  if (object.kind !== 'Namespace') return result;
  return { ...result, status: { ...(object.status as object), phase: 'Terminating' } };
}

/** Only pods have a grace; that of one that is already being deleted can only get shorter. */
function graceSecondsOf(object: KubeObject, asked: number | undefined): number {
  if (object.kind !== 'Pod') return 0;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = object.metadata;
  if (!deletionTimestamp) return podGraceSeconds(object, asked);
  return Math.min(asked ?? deletionGracePeriodSeconds, deletionGracePeriodSeconds);
}
