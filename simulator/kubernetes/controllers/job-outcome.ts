import type { Job } from './job-pods.ts';
import { isActive, type Pod } from './workloads.ts';

/** How a Job ends: the condition, and the one that announces it while pods are still on their way out. KEP-3939 */
export interface Outcome {
  type: 'Complete' | 'Failed';
  announcedAs: 'SuccessCriteriaMet' | 'FailureTarget';
  reason: string;
  message: string;
}

const COMPLETE: Outcome = {
  type: 'Complete',
  announcedAs: 'SuccessCriteriaMet',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

const FAILED = { type: 'Failed', announcedAs: 'FailureTarget' } as const;

const BACKOFF_LIMIT: Outcome = {
  ...FAILED,
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
};

const DEADLINE: Outcome = {
  ...FAILED,
  reason: 'DeadlineExceeded',
  message: 'Job was active longer than specified deadline',
};

/** Undefined while the Job goes on. kubernetes job_controller.go syncJob */
export function outcomeOf(job: Job, pods: Pod[], nowMs: number): Outcome | undefined {
  const { conditions = [] } = job.status ?? {};
  const announced = [COMPLETE, BACKOFF_LIMIT, DEADLINE].find((outcome) =>
    conditions.some(({ type, reason }) => type === outcome.announcedAs && reason === outcome.reason),
  );
  if (announced) return announced;
  if (hasFailedTooOften(job, pods)) return BACKOFF_LIMIT;
  const leftMs = deadlineMs(job, nowMs);
  if (leftMs !== undefined && leftMs <= 0 && !job.spec.suspend) return DEADLINE;
  return isComplete(job, pods) ? COMPLETE : undefined;
}

/** Milliseconds until the Job has been active for too long. */
export function deadlineMs({ spec, status }: Job, nowMs: number): number | undefined {
  const { activeDeadlineSeconds } = spec;
  if (activeDeadlineSeconds === undefined || !status?.startTime) return undefined;
  return Date.parse(String(status.startTime)) + activeDeadlineSeconds * 1000 - nowMs;
}

function isComplete({ spec, status }: Job, pods: Pod[]): boolean {
  const { succeeded = 0 } = status ?? {};
  if (spec.completions !== undefined) return succeeded >= spec.completions;
  return succeeded > 0 && !pods.some(isActive);
}

/** Failed pods count, and, where containers are restarted in their pods, these restarts. pastBackoffLimitOnFailure */
function hasFailedTooOften({ spec, status }: Job, pods: Pod[]): boolean {
  const { backoffLimit = 6 } = spec;
  if ((status?.failed ?? 0) > backoffLimit) return true;
  if (spec.template.spec?.restartPolicy !== 'OnFailure') return false;
  const restarts = pods.filter(isActive).reduce((sum, pod) => sum + restartsOf(pod), 0);
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

const restartsOf = ({ status }: Pod) =>
  [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].reduce(
    (sum, { restartCount }) => sum + restartCount,
    0,
  );
