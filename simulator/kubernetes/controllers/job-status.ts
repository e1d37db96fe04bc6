import type { JobCondition } from 'kubernetes-types/batch/v1';
import type { Clock } from '../../runtime-services.ts';
import { timestamp } from '../timestamp.ts';
import type { ControllerContext } from './controller.ts';
import { activePodsOf, JOBS, type Job, podsOf } from './job-pods.ts';
import { isReady } from './workloads.ts';

export const conditionOf = ({ status }: Job, type: string): JobCondition | undefined =>
  status?.conditions?.find((condition) => condition.type === type);

/** When the Job completed or failed, in milliseconds; undefined while it goes on. */
export function finishedAt(job: Job): number | undefined {
  const last = ['Complete', 'Failed'].map((type) => conditionOf(job, type)).find((one) => one?.status === 'True');
  return last && Date.parse(String(last.lastTransitionTime));
}

/** The Job with this condition; one that it has already keeps its times. */
export function withCondition(
  job: Job,
  { type, status, reason, message }: Pick<JobCondition, 'type' | 'status' | 'reason' | 'message'>,
  clock: Clock,
): Job {
  const before = conditionOf(job, type);
  if (before?.status === status && before.reason === reason) return job;
  const now = timestamp(clock.now());
  const condition = { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message };
  const others = (job.status?.conditions ?? []).filter((one) => one !== before);
  return { ...job, status: { ...job.status, conditions: [...others, condition] } };
}

/** Writes the Job's status with the numbers of its pods as they are now. */
export function writeJobStatus(job: Job, context: ControllerContext): void {
  const { active: _, ...status } = job.status ?? {};
  const pods = activePodsOf(job, context);
  const terminating = podsOf(job, context).filter(
    ({ metadata, status: of }) => metadata.deletionTimestamp && of?.phase === 'Running',
  );
  const numbers = { ready: pods.filter(isReady).length, terminating: terminating.length, uncountedTerminatedPods: {} };
  context.storage.update(JOBS, {
    ...job,
    status: { ...(pods.length > 0 && { active: pods.length }), ...status, ...numbers },
  });
}
