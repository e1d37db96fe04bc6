import type { JobCondition } from 'kubernetes-types/batch/v1';
import { timestamp } from '../timestamp.ts';
import { type Controller, type ControllerContext, findByKey, keyOf } from './controller.ts';
import { deleteObject } from './delete-object.ts';
import { backOffMs } from './job-back-off.ts';
import { deadlineMs, type Outcome, outcomeOf } from './job-outcome.ts';
import { activePodsOf, countFinished, dismiss, JOBS, type Job, makePods, podsOf, releaseOrphans } from './job-pods.ts';
import { conditionOf, finishedAt, withCondition, writeJobStatus } from './job-status.ts';
import { controllerKeys, type Pod } from './workloads.ts';

/** Runs pods until enough of them have succeeded, or too many failed. kubernetes pkg/controller/job */
export function jobController(context: ControllerContext): Controller {
  const { storage } = context;
  return {
    keysFor({ type, resource, object }) {
      if (resource === JOBS) return [keyOf(object)];
      if (resource === 'pods') return controllerKeys(object, 'Job');
      // Pods that were refused for want of their service account can be made now.
      const mayAllow = resource === 'serviceaccounts' && type === 'ADDED';
      return mayAllow ? storage.list(JOBS, object.metadata.namespace).map(keyOf) : [];
    },
    allKeys: () => storage.list(JOBS).map(keyOf),
    async reconcile(key) {
      const job = findByKey(storage, JOBS, key) as Job | undefined;
      if (!job || job.metadata.deletionTimestamp) releaseOrphans(key, context);
      else if (finishedAt(job) !== undefined) return removeWhenOld(job, context);
      else return work(countFinished(job, context), context);
      return undefined;
    },
  };
}

/** Milliseconds until the finished Job's time to live is over; deletes it then. kubernetes pkg/controller/ttlafterfinished */
function removeWhenOld(job: Job, { storage, clock }: ControllerContext): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec;
  if (ttlSecondsAfterFinished === undefined) return undefined;
  const leftMs = (finishedAt(job) ?? 0) + ttlSecondsAfterFinished * 1000 - clock.now();
  if (leftMs > 0) return leftMs;
  deleteObject(storage, clock, JOBS, job);
  return undefined;
}

async function work(job: Job, context: ControllerContext): Promise<number | undefined> {
  const outcome = outcomeOf(job, podsOf(job, context), context.clock.now());
  if (outcome) return finish(job, outcome, context);
  if (job.spec.suspend) return suspend(job, context);
  const started = resume(job, context);
  const waitMs = await adjustPods(started, context);
  writeJobStatus(started, context);
  const alarms = [waitMs, deadlineMs(started, context.clock.now())].filter((ms) => ms !== undefined);
  return alarms.length > 0 ? Math.min(...alarms) : undefined;
}

/** The last word is said when the last pod is gone; until then a condition of its own tells which it will be. */
function finish(job: Job, outcome: Outcome, context: ControllerContext): undefined {
  const { storage, clock, record } = context;
  for (const pod of activePodsOf(job, context)) deleteObject(storage, clock, 'pods', pod);
  const announced = withCondition(job, { ...outcome, type: outcome.announcedAs, status: 'True' }, clock);
  const unfinished = podsOf(job, context).some(isUnfinished);
  if (unfinished) return void writeJobStatus(announced, context);
  const succeeded = outcome.type === 'Complete';
  const done = withCondition(countFinished(announced, context), { ...outcome, status: 'True' }, clock);
  const completion = succeeded && { completionTime: conditionOf(done, 'Complete')?.lastTransitionTime };
  writeJobStatus({ ...done, status: { ...done.status, ...completion } }, context);
  const event = succeeded
    ? { type: 'Normal' as const, reason: 'Completed', message: 'Job completed' }
    : { type: 'Warning' as const, reason: outcome.reason, message: outcome.message };
  record(job, event, 'job-controller');
  return undefined;
}

const isUnfinished = ({ status }: Pod) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed';

function suspend(job: Job, context: ControllerContext): undefined {
  for (const pod of activePodsOf(job, context)) dismiss(job, pod, context);
  const { startTime: _, ...status } = job.status ?? {};
  writeJobStatus(withSuspended({ ...job, status }, 'True', context), context);
  return undefined;
}

/** Time counts from here, also for a Job that goes on after a pause. */
function resume(job: Job, context: ControllerContext): Job {
  const going = conditionOf(job, 'Suspended')?.status === 'True' ? withSuspended(job, 'False', context) : job;
  if (going.status?.startTime) return going;
  return { ...going, status: { ...going.status, startTime: timestamp(context.clock.now()) } };
}

function withSuspended(job: Job, status: JobCondition['status'], { clock, record }: ControllerContext): Job {
  if (conditionOf(job, 'Suspended')?.status === status) return job;
  const word = status === 'True' ? 'Suspended' : 'Resumed';
  const message = `Job ${word.toLowerCase()}`;
  record(job, { type: 'Normal', reason: word, message }, 'job-controller');
  return withCondition(job, { type: 'Suspended', status, reason: `Job${word}`, message }, clock);
}

/** Makes missing pods, or lets surplus ones go; answers how long to wait first after failures. */
async function adjustPods(job: Job, context: ControllerContext): Promise<number | undefined> {
  const active = activePodsOf(job, context);
  const missing = wantedPods(job, active.length) - active.length;
  for (const pod of active.slice(0, Math.max(0, -missing))) dismiss(job, pod, context);
  if (missing <= 0) return undefined;
  const waitMs = backOffMs(podsOf(job, context), context.clock.now());
  if (waitMs > 0) return waitMs;
  await makePods(job, missing, context);
  return undefined;
}

/** Without a number of completions the first success ends the making of pods. */
function wantedPods({ spec, status }: Job, active: number): number {
  const { parallelism = 1, completions } = spec;
  const { succeeded = 0 } = status ?? {};
  if (completions === undefined) return succeeded > 0 ? Math.min(active, parallelism) : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
}
