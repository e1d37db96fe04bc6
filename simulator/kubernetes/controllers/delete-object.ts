import type { Clock } from '../../runtime-services.ts';
import type { KubeObject, Storage } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { Pod } from './workloads.ts';

const DEFAULT_GRACE_SECONDS = 30;

/**
 * Deletes as the API server does for a client without options: a pod on a node, and what has finalizers, is only marked;
 * the kubelet, or whoever takes the last finalizer away, removes it. Does nothing to what is marked already.
 */
export function deleteObject(storage: Storage, clock: Clock, resource: string, object: KubeObject): void {
  const { namespace, name, deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp) return;
  const graceSeconds = resource === 'pods' ? graceOf(object as Pod) : 0;
  if (graceSeconds === 0 && finalizers.length === 0) {
    storage.remove(resource, namespace, name);
    return;
  }
  const marked = {
    ...object.metadata,
    // The moment at which the grace is over.
    deletionTimestamp: timestamp(clock.now() + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
  };
  storage.update(resource, { ...object, metadata: marked });
}

/** None for a pod that never got a node, or is finished. kubernetes pkg/registry/core/pod/strategy.go */
function graceOf({ spec, status }: Pod): number {
  if (!spec.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0;
  return spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
}

/** Takes a finalizer away; a marked object that has none left, and is no pod, goes. */
export function removeFinalizer(storage: Storage, resource: string, object: KubeObject, finalizer: string): void {
  const { namespace, name, deletionTimestamp, finalizers = [] } = object.metadata;
  const left = finalizers.filter((candidate) => candidate !== finalizer);
  if (deletionTimestamp && left.length === 0) storage.remove(resource, namespace, name);
  else storage.update(resource, { ...object, metadata: { ...object.metadata, finalizers: left } });
}
