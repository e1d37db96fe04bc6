import { describe, expect, it } from 'vitest';
import { deployment, type TestCluster, testCluster } from './test-cluster.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const WEB = `${DEPLOYMENTS}/web`;
const MERGE = { contentType: 'application/merge-patch+json' };
const APPLY = { contentType: 'application/apply-patch+yaml' };

interface Entry {
  manager: string;
  operation: string;
  subresource?: string;
  fieldsV1: object;
}

const entriesOf = async ({ call }: TestCluster): Promise<Entry[]> =>
  (await call('GET', WEB)).body.metadata.managedFields;

async function createdBy(manager: string, object: object = deployment('web', 1)) {
  const kube = await testCluster();
  await kube.call('POST', `${DEPLOYMENTS}?fieldManager=${manager}`, object);
  return kube;
}

describe('managed fields', () => {
  it('of a status are kept apart', async () => {
    const kube = await createdBy('one');
    await kube.call('PATCH', `${WEB}/status?fieldManager=two`, { status: { observedGeneration: 7 } }, MERGE);
    const [first, second] = await entriesOf(kube);
    expect(first).toMatchObject({ manager: 'one', operation: 'Update' });
    expect(second).toMatchObject({
      manager: 'two',
      subresource: 'status',
      fieldsV1: { 'f:status': { 'f:observedGeneration': {} } },
    });
  });

  it('hold the defaults of who creates, so that an apply that leaves them out meets nobody', async () => {
    const kube = await createdBy('one');
    const [entry] = await entriesOf(kube);
    expect(entry?.fieldsV1).toMatchObject({ 'f:spec': { 'f:strategy': { 'f:type': {} } } });
    const object = deployment('web', 1);
    const { status } = await kube.call(
      'PATCH',
      `${WEB}?fieldManager=two`,
      { ...object, spec: { ...object.spec, strategy: {} } },
      APPLY,
    );
    expect(status).toBe(200);
  });

  it('go to who scales, with whom an apply then conflicts', async () => {
    const kube = await createdBy('one');
    await kube.call('PATCH', `${WEB}/scale?fieldManager=kubectl`, { spec: { replicas: 2 } }, MERGE);
    expect(await entriesOf(kube)).toContainEqual(
      expect.objectContaining({
        manager: 'kubectl',
        subresource: 'scale',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      }),
    );
    const { body } = await kube.call('PATCH', `${WEB}?fieldManager=three`, deployment('web', 3), APPLY);
    expect(body.message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
    );
  });

  it('can be said by the client, or taken away', async () => {
    const kube = await createdBy('one');
    const [entry] = await entriesOf(kube);
    const managedFields = [{ ...entry, manager: 'other' }];
    await kube.call('PATCH', `${WEB}?fieldManager=x`, { metadata: { managedFields } }, MERGE);
    expect((await entriesOf(kube)).map(({ manager }) => manager)).toEqual(['other']);
    await kube.call('PATCH', `${WEB}?fieldManager=x`, { metadata: { managedFields: [{}] } }, MERGE);
    expect(await entriesOf(kube)).toEqual([]);
  });

  it('of a client-side apply may be taken over by kubectl, as long as nobody has changed them', async () => {
    const applied = deployment('web', 1);
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) };
    const kube = await createdBy('kubectl-client-side-apply', { ...applied, metadata: { name: 'web', annotations } });
    const apply = (manager: string, replicas: number) =>
      kube.call('PATCH', `${WEB}?fieldManager=${manager}`, deployment('web', replicas), APPLY);
    expect((await apply('other', 2)).body.message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas',
    );
    expect((await apply('kubectl', 2)).body.spec.replicas).toBe(2);
  });
});
