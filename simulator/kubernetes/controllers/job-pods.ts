import type { JobSpec, JobStatus } from 'kubernetes-types/batch/v1';
import { StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import type { ControllerContext } from './controller.ts';
import { deleteObject, removeFinalizer } from './delete-object.ts';
import { podFromTemplate } from './pod-from-template.ts';
import { controlledBy, controllerOf, isActive, type Pod } from './workloads.ts';

export interface Job extends KubeObject {
  spec: JobSpec;
  status?: JobStatus;
}

export const JOBS = 'jobs.batch';

/** A pod has it until its Job has counted how it ended. */
const TRACKING = 'batch.kubernetes.io/job-tracking';

export const podsOf = (job: Job, { storage }: ControllerContext): Pod[] => controlledBy(job, 'pods', storage) as Pod[];

export const activePodsOf = (job: Job, context: ControllerContext): Pod[] => podsOf(job, context).filter(isActive);

/** Adds what has ended since the last time to the Job's numbers; a pod that is on its way out counts as failed. */
export function countFinished(job: Job, context: ControllerContext): Job {
  const ended = podsOf(job, context).filter((pod) => isTracked(pod) && !isActive(pod));
  if (ended.length === 0) return job;
  const successes = ended.filter(({ status }) => status?.phase === 'Succeeded').length;
  const { succeeded = 0, failed = 0 } = job.status ?? {};
  const numbers = { succeeded: succeeded + successes, failed: failed + ended.length - successes };
  const counts = Object.entries(numbers).filter(([, count]) => count > 0);
  const status = { ...job.status, ...Object.fromEntries(counts) };
  const counted = context.storage.update(JOBS, { ...job, status }) as Job;
  for (const pod of ended) removeFinalizer(context.storage, 'pods', pod, TRACKING);
  return counted;
}

/** Lets a pod go that does not count: the Job wants fewer of them. */
export function dismiss(job: Job, pod: Pod, context: ControllerContext): void {
  const { storage, clock } = context;
  removeFinalizer(storage, 'pods', pod, TRACKING);
  const untracked = storage.get('pods', pod.metadata.namespace, pod.metadata.name);
  if (untracked) deleteObject(storage, clock, 'pods', untracked);
  note(job, context, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
}

export async function makePods(job: Job, count: number, context: ControllerContext): Promise<void> {
  try {
    for (let made = 0; made < count; made += 1) {
      const { metadata } = await context.createPod(podFor(job));
      note(job, context, 'SuccessfulCreate', `Created pod: ${metadata.name}`);
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    note(job, context, 'FailedCreate', `Error creating: ${error.message}`);
  }
}

/** Nobody counts the pods of a Job that is gone. */
export function releaseOrphans(key: string, { storage }: ControllerContext): void {
  const [namespace, name] = key.split('/');
  for (const pod of storage.list('pods', namespace) as Pod[]) {
    const owner = controllerOf(pod);
    if (owner?.kind === 'Job' && owner.name === name && isTracked(pod)) removeFinalizer(storage, 'pods', pod, TRACKING);
  }
}

const isTracked = ({ metadata }: Pod) => metadata.finalizers?.includes(TRACKING) ?? false;

function podFor(job: Job): KubeObject {
  const pod = podFromTemplate(job);
  return { ...pod, metadata: { ...pod.metadata, finalizers: [TRACKING] } };
}

function note(job: Job, { record }: ControllerContext, reason: string, message: string): void {
  record(job, { type: reason === 'FailedCreate' ? 'Warning' : 'Normal', reason, message }, 'job-controller');
}
