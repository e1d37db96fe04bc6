import type { Pod } from './workloads.ts';

// kubernetes job_controller.go: DefaultJobPodFailureBackOff, MaxJobPodFailureBackOff
const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;

/** Milliseconds to wait before a failed pod is replaced: twice as long after each failure since the last success. */
export function backOffMs(pods: Pod[], nowMs: number): number {
  const ended = pods
    .filter(({ status }) => status?.phase === 'Failed' || status?.phase === 'Succeeded')
    .map((pod) => ({ failed: pod.status?.phase === 'Failed', endMs: endOf(pod) }))
    .sort((left, right) => right.endMs - left.endMs);
  const success = ended.findIndex(({ failed }) => !failed);
  const failures = success < 0 ? ended.length : success;
  const [last] = ended;
  if (failures === 0 || !last) return 0;
  return Math.max(0, last.endMs + Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS) - nowMs);
}

function endOf({ metadata, status }: Pod): number {
  const ends = (status?.containerStatuses ?? []).map(({ state }) => Date.parse(String(state?.terminated?.finishedAt)));
  const known = ends.filter((ms) => !Number.isNaN(ms));
  return known.length > 0 ? Math.max(...known) : Date.parse(metadata.creationTimestamp);
}
