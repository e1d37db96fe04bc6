import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pod, type TestCluster, testCluster } from './test-cluster.ts';

const PATH = '/apis/batch/v1/namespaces/default/jobs';
const PODS = '/api/v1/namespaces/default/pods';

const job = (spec: object = {}, podSpec: object = { restartPolicy: 'Never' }) => ({
  metadata: { name: 'report' },
  spec: { template: { spec: pod('', podSpec as Record<string, unknown>).spec }, ...spec },
});

let cluster: TestCluster;
beforeEach(async () => {
  cluster = await testCluster();
});

const refusal = async (method: string, path: string, body: object) => {
  const answer = await cluster.call(method, path, body);
  return [answer.status, answer.body.message];
};

describe('a Job', () => {
  it('gets the defaults of Kubernetes, and a selector by its uid', async () => {
    const { status, body } = await cluster.call('POST', PATH, job());
    expect(status).toBe(201);
    const { uid } = body.metadata;
    const labels = {
      ...{ 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': 'report' },
      ...{ 'controller-uid': uid, 'job-name': 'report' },
    };
    expect(body.metadata).toMatchObject({ generation: 1, labels });
    expect(body.spec).toMatchObject({
      ...{ backoffLimit: 6, completionMode: 'NonIndexed', completions: 1, parallelism: 1, suspend: false },
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { metadata: { labels } },
    });
  });

  it('needs no number of completions where workers agree among themselves', async () => {
    const { body } = await cluster.call('POST', PATH, job({ parallelism: 3 }));
    expect([body.spec.parallelism, body.spec.completions]).toEqual([3, undefined]);
  });

  it('makes pods that are tracked, and takes them along when it is deleted', async () => {
    await cluster.call('POST', PATH, job());
    const running = await vi.waitFor(async () => {
      const { body } = await cluster.call('GET', PODS);
      expect(body.items).toMatchObject([{ status: { phase: 'Running' } }]);
      return body.items[0];
    });
    expect(running.metadata.finalizers).toEqual(['batch.kubernetes.io/job-tracking']);
    await cluster.call('DELETE', `${PATH}/report`);
    await vi.waitFor(async () => expect((await cluster.call('GET', PODS)).body.items).toEqual([]));
  });

  it('is refused with the words of Kubernetes', async () => {
    expect(await refusal('POST', PATH, job({}, {}))).toEqual([
      422,
      'Job.batch "report" is invalid: spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ]);
    expect(await refusal('POST', PATH, job({ parallelism: -1 }))).toEqual([
      422,
      'Job.batch "report" is invalid: spec.parallelism: Invalid value: -1: must be greater than or equal to 0',
    ]);
    expect(await refusal('POST', PATH, job({ completionMode: 'Indexed' }))).toEqual([
      422,
      'Job.batch "report" is invalid: spec.completionMode: Unsupported value: "Indexed": supported values: "NonIndexed"',
    ]);
  });

  it('keeps its template and its completions', async () => {
    const { body: made } = await cluster.call('POST', PATH, job());
    // Its controller may have written a status since.
    const body = { ...made, metadata: { ...made.metadata, resourceVersion: '' } };
    const changed = { ...body, spec: { ...body.spec, completions: 2 } };
    expect(await refusal('PUT', `${PATH}/report`, changed)).toEqual([
      422,
      'Job.batch "report" is invalid: spec.completions: Invalid value: 2: field is immutable',
    ]);
    const [status, message] = await refusal('PUT', `${PATH}/report`, {
      ...body,
      spec: { ...body.spec, template: { ...body.spec.template, metadata: {} } },
    });
    expect([status, message]).toEqual([422, expect.stringMatching(/spec\.template: .*: field is immutable$/)]);
  });

  it('is printed as kubectl prints it', async () => {
    await cluster.call('POST', PATH, job({ suspend: true }));
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    await vi.waitFor(async () => {
      const { body } = await cluster.call('GET', PATH, undefined, { accept });
      expect(body.rows[0].cells.slice(0, 6)).toEqual(['report', 'Suspended', '0/1', '', '0s', 'app']);
    });
  });
});
