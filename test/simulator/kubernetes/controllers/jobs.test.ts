import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { PodStatus } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../simulator/kubernetes/controllers/job-pods.ts';
import type { Pod } from '../../../../simulator/kubernetes/controllers/workloads.ts';
import { clusterWithoutKubelet, object, template } from './cluster-without-kubelet.ts';

const JOBS = 'jobs.batch';

async function started(spec: Partial<JobSpec> = {}) {
  const cluster = clusterWithoutKubelet();
  const { storage, settle, clock } = cluster;
  await settle();
  const given = { parallelism: 1, completions: 1, backoffLimit: 6, template: template('one'), ...spec };
  storage.create(JOBS, object('batch/v1', 'Job', { name: 'cart', namespace: 'shop' }, { spec: given }));
  await settle();
  const find = () => storage.get(JOBS, 'shop', 'cart') as Job;
  /** What the kubelet would say of a pod. */
  const report = async (pod: Pod | undefined, phase: string, rest: Partial<PodStatus> = {}) => {
    if (!pod) throw new Error('no pod');
    storage.update('pods', { ...pod, spec: { ...pod.spec, nodeName: 'node' }, status: { phase, ...rest } });
    await settle();
  };
  return {
    ...cluster,
    find,
    report,
    active: () => cluster.pods().filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed'),
    /** The container ends now. */
    async end(pod: Pod | undefined, phase: 'Succeeded' | 'Failed') {
      const finishedAt = new Date(clock.now()).toISOString();
      const state = { terminated: { exitCode: phase === 'Failed' ? 1 : 0, finishedAt } };
      const containerStatuses = [{ name: 'app', ready: false, restartCount: 0, image: '', imageID: '', state }];
      await report(pod, phase, { containerStatuses });
    },
    async change(changes: Partial<JobSpec>) {
      const before = find();
      storage.update(JOBS, { ...before, spec: { ...before.spec, ...changes } });
      await settle();
    },
  };
}

const conditionsOf = ({ status }: Job) =>
  status?.conditions?.map(({ type, status: is, reason, message }) => [type, is, reason, message]);

describe('a Job', () => {
  it('runs a pod, and is complete when that has succeeded', async () => {
    const job = await started();
    const [pod] = job.pods();
    expect(pod?.metadata).toMatchObject({
      name: expect.stringMatching(/^cart-\w{5}$/),
      finalizers: ['batch.kubernetes.io/job-tracking'],
      ownerReferences: [{ kind: 'Job', name: 'cart', controller: true }],
    });
    expect(job.find().status).toMatchObject({ active: 1, ready: 0, startTime: expect.any(String) });
    await job.end(pod, 'Succeeded');
    expect(job.find().status).toMatchObject({ succeeded: 1, ready: 0, completionTime: expect.any(String) });
    expect(job.find().status?.active).toBeUndefined();
    expect(conditionsOf(job.find())).toEqual([
      ['SuccessCriteriaMet', 'True', 'CompletionsReached', 'Reached expected number of succeeded pods'],
      ['Complete', 'True', 'CompletionsReached', 'Reached expected number of succeeded pods'],
    ]);
    expect(job.messages()).toEqual([`Created pod: ${pod?.metadata.name}`, 'Job completed']);
    expect(job.pods()[0]?.metadata.finalizers).toBeUndefined();
    expect(job.errors).toEqual([]);
  });

  it('keeps as many pods at work as may run side by side, until there are enough completions', async () => {
    const job = await started({ parallelism: 2, completions: 3 });
    expect(job.active()).toHaveLength(2);
    await job.end(job.active()[0], 'Succeeded');
    expect(job.active()).toHaveLength(2);
    await job.end(job.active()[0], 'Succeeded');
    expect(job.active()).toHaveLength(1);
    await job.end(job.active()[0], 'Succeeded');
    expect(job.find().status).toMatchObject({ succeeded: 3 });
  });

  it('replaces a failed pod after a wait that doubles, and fails in the end', async () => {
    const job = await started({ backoffLimit: 1 });
    await job.end(job.active()[0], 'Failed');
    expect(job.active()).toEqual([]);
    job.clock.advance(10_000);
    await job.settle();
    await job.end(job.active()[0], 'Failed');
    expect(job.find().status).toMatchObject({ failed: 2 });
    expect(conditionsOf(job.find())).toEqual([
      ['FailureTarget', 'True', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'],
      ['Failed', 'True', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'],
    ]);
    expect(job.messages().at(-1)).toBe('Job has reached the specified backoff limit');
  });

  it('counts restarts where containers are restarted in their pod', async () => {
    const one = template('one');
    const job = await started({
      backoffLimit: 1,
      template: { ...one, spec: { containers: [], ...one.spec, restartPolicy: 'OnFailure' } },
    });
    const restarted = { name: 'app', ready: true, restartCount: 1, image: '', imageID: '' };
    await job.report(job.active()[0], 'Running', { containerStatuses: [restarted] });
    expect(conditionsOf(job.find())?.[0]?.[2]).toBe('BackoffLimitExceeded');
    await job.runPods();
    expect(conditionsOf(job.find())?.[1]?.[0]).toBe('Failed');
  });

  it('fails when it is active for too long, and its pods go', async () => {
    const job = await started({ activeDeadlineSeconds: 5 });
    await job.report(job.active()[0], 'Running');
    job.clock.advance(5000);
    await job.settle();
    expect(conditionsOf(job.find())?.map(([type]) => type)).toEqual(['FailureTarget']);
    await job.runPods();
    expect(conditionsOf(job.find())?.[1]).toEqual([
      ...['Failed', 'True', 'DeadlineExceeded', 'Job was active longer than specified deadline'],
    ]);
    expect(job.pods()).toEqual([]);
    expect(job.find().status).toMatchObject({ failed: 1 });
  });

  it('can be paused: its pods go, and do not count', async () => {
    const job = await started();
    await job.report(job.active()[0], 'Running');
    await job.change({ suspend: true });
    await job.runPods();
    expect(job.pods()).toEqual([]);
    expect(conditionsOf(job.find())).toEqual([['Suspended', 'True', 'JobSuspended', 'Job suspended']]);
    expect(job.find().status).toMatchObject({ terminating: 0 });
    expect(job.find().status?.failed).toBeUndefined();
    await job.change({ suspend: false });
    expect(job.active()).toHaveLength(1);
    expect(conditionsOf(job.find())).toEqual([['Suspended', 'False', 'JobResumed', 'Job resumed']]);
  });

  it('goes when its time to live is over, with its pods', async () => {
    const job = await started({ ttlSecondsAfterFinished: 60 });
    await job.end(job.active()[0], 'Succeeded');
    job.clock.advance(59_000);
    await job.settle();
    expect(job.find()).toBeDefined();
    job.clock.advance(1000);
    await job.settle();
    expect([job.find(), job.pods()]).toEqual([undefined, []]);
  });

  it('takes running pods along when it is deleted', async () => {
    const job = await started();
    await job.report(job.active()[0], 'Running');
    job.delete(JOBS, job.find());
    await job.runPods();
    expect(job.pods()).toEqual([]);
    expect(job.errors).toEqual([]);
  });
});
