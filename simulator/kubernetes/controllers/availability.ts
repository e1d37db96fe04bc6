import { isReady, type Pod } from './workloads.ts';

/** Milliseconds until a ready pod counts as available; undefined for one that is not ready. kubernetes IsPodAvailable */
export function untilAvailableMs(pod: Pod, minReadySeconds: number, nowMs: number): number | undefined {
  if (!isReady(pod)) return undefined;
  const since = pod.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  if (minReadySeconds === 0 || !since) return 0;
  return Math.max(0, Date.parse(String(since)) + minReadySeconds * 1000 - nowMs);
}

/** How many of the pods are available, and when the next of the ready ones will be. */
export function availabilityOf(pods: Pod[], minReadySeconds = 0, nowMs: number) {
  const waits = pods.map((pod) => untilAvailableMs(pod, minReadySeconds, nowMs)).filter((ms) => ms !== undefined);
  const waiting = waits.filter((ms) => ms > 0);
  return {
    available: waits.length - waiting.length,
    nextInMs: waiting.length > 0 ? Math.min(...waiting) : undefined,
  };
}
