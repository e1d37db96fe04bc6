import type { Clock } from '../../runtime-services.ts';
import { markedForDeletion, podGraceSeconds } from '../deletion.ts';
import type { KubeObject, Storage } from '../storage.ts';

/**
 * Deletes as the API server does for a client without options: a pod on a node, and what has finalizers, is only marked;
 * the kubelet, or whoever takes the last finalizer away, removes it. Does nothing to what is marked already.
 */
export function deleteObject(storage: Storage, clock: Clock, resource: string, object: KubeObject): void {
  const { namespace, name, deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp) return;
  const graceSeconds = resource === 'pods' ? podGraceSeconds(object) : 0;
  if (graceSeconds === 0 && finalizers.length === 0) storage.remove(resource, namespace, name);
  else storage.update(resource, markedForDeletion(object, graceSeconds, clock));
}

/** Takes a finalizer away; a marked object that has none left goes, but for a pod that the kubelet is still to end. */
export function removeFinalizer(storage: Storage, resource: string, object: KubeObject, finalizer: string): void {
  const { namespace, name, deletionTimestamp, deletionGracePeriodSeconds: grace, finalizers = [] } = object.metadata;
  const left = finalizers.filter((candidate) => candidate !== finalizer);
  if (deletionTimestamp && left.length === 0 && !grace) storage.remove(resource, namespace, name);
  else storage.update(resource, { ...object, metadata: withFinalizers(object.metadata, left) });
}

function withFinalizers({ finalizers: _, ...metadata }: KubeObject['metadata'], left: string[]) {
  return left.length > 0 ? { ...metadata, finalizers: left } : metadata;
}
