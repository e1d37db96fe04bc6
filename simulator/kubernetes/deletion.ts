import type { Clock } from '../runtime-services.ts';
import type { KubeObject } from './storage.ts';
import { timestamp } from './timestamp.ts';

const DEFAULT_GRACE_SECONDS = 30;

/**
 * The seconds that a pod gets to end: those asked for, or its own. None for a pod that no node runs, or that has ended.
 * kubernetes pkg/registry/core/pod/strategy.go
 */
export function podGraceSeconds(pod: KubeObject, asked?: number): number {
  const { nodeName, terminationGracePeriodSeconds } = pod.spec as { [field: string]: unknown };
  const { phase } = (pod.status ?? {}) as { phase?: string };
  if (!nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  return (
    asked ?? (typeof terminationGracePeriodSeconds === 'number' ? terminationGracePeriodSeconds : DEFAULT_GRACE_SECONDS)
  );
}

/**
 * The object with the mark of deletion: the moment at which its grace is over, counted from the first mark. Whoever
 * watches it does the rest.
 */
export function markedForDeletion(object: KubeObject, graceSeconds: number, clock: Clock): KubeObject {
  const { deletionTimestamp: earlier, deletionGracePeriodSeconds = 0 } = object.metadata;
  const startMs = earlier ? Date.parse(earlier) - deletionGracePeriodSeconds * 1000 : clock.now();
  const metadata = {
    ...object.metadata,
    deletionTimestamp: timestamp(Math.max(startMs + graceSeconds * 1000, clock.now())),
    deletionGracePeriodSeconds: graceSeconds,
  };
  return { ...object, metadata };
}
