import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../../../simulator/kubernetes/api-server/patch.ts';
import { deployment, testCluster } from './test-cluster.ts';

const STRATEGIC = 'application/strategic-merge-patch+json';
const APPLY = 'application/apply-patch+yaml';
const DEPLOYMENT = 'io.k8s.api.apps.v1.Deployment';
const WEB = '/apis/apps/v1/namespaces/default/deployments/web';

const withContainers = (...containers: object[]) => ({ spec: { template: { spec: { containers } } } });

describe('strategic merge patch', () => {
  it('merges lists by their merge key, what is new first', () => {
    const before = withContainers(
      { name: 'app', image: 'a', env: [{ name: 'X', value: '1' }] },
      { name: 'side', image: 's' },
    );
    const patch = withContainers({ name: 'app', env: [{ name: 'Y', value: '2' }] });
    expect(applyPatch(DEPLOYMENT, STRATEGIC, before, patch)).toEqual(
      withContainers(
        {
          name: 'app',
          image: 'a',
          env: [
            { name: 'Y', value: '2' },
            { name: 'X', value: '1' },
          ],
        },
        { name: 'side', image: 's' },
      ),
    );
  });

  it('deletes an item by directive, and a field by null', () => {
    const before = withContainers({ name: 'app', image: 'a', command: ['x'] }, { name: 'side', image: 's' });
    const patch = withContainers({ name: 'side', $patch: 'delete' }, { name: 'app', command: null });
    expect(applyPatch(DEPLOYMENT, STRATEGIC, before, patch)).toEqual(withContainers({ name: 'app', image: 'a' }));
  });

  it('replaces lists without a merge key', () => {
    const patch = withContainers({ name: 'app', command: ['y'] });
    const before = withContainers({ name: 'app', command: ['x', 'z'] });
    expect(applyPatch(DEPLOYMENT, STRATEGIC, before, patch)).toEqual(withContainers({ name: 'app', command: ['y'] }));
  });

  it('merges and deletes finalizers, a list of scalars', () => {
    const before = { metadata: { finalizers: ['a', 'b'] } };
    const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'], finalizers: ['c'] } };
    expect(applyPatch(DEPLOYMENT, STRATEGIC, before, patch)).toEqual({ metadata: { finalizers: ['c', 'b'] } });
  });

  it('orders items as asked', () => {
    const before = withContainers({ name: 'a' }, { name: 'b' });
    const patch = {
      spec: { template: { spec: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }], containers: [] } } },
    };
    expect(applyPatch(DEPLOYMENT, STRATEGIC, before, patch)).toEqual(withContainers({ name: 'b' }, { name: 'a' }));
  });

  it('leaves items in the places that they had', () => {
    const before = withContainers({ name: 'a' }, { name: 'b' }, { name: 'c' });
    const patch = withContainers({ name: 'b', image: 'x' });
    expect(applyPatch(DEPLOYMENT, STRATEGIC, before, patch)).toEqual(
      withContainers({ name: 'a' }, { name: 'b', image: 'x' }, { name: 'c' }),
    );
  });

  it('refuses an item without its merge key', () => {
    const patch = withContainers({ image: 'x' });
    const message = 'map: {"image":"x"} does not contain declared merge key: name';
    expect(() => applyPatch(DEPLOYMENT, STRATEGIC, withContainers({ name: 'a' }), patch)).toThrow(
      expect.objectContaining({ reason: 'BadRequest', message }),
    );
  });
});

describe('json patch', () => {
  it.each([
    ['a test that fails', { op: 'test', path: '/spec/replicas', value: 5 }],
    ['a removal of what is not there', { op: 'remove', path: '/metadata/labels/nope' }],
    ['a place whose parent is not there', { op: 'add', path: '/spec/nope/deeper', value: 1 }],
  ])('refuses a JSON patch with %s', async (_name, operation) => {
    const { call } = await testCluster();
    await call('POST', '/apis/apps/v1/namespaces/default/deployments', deployment('web'));
    const { status, body } = await call('PATCH', WEB, [operation], { contentType: 'application/json-patch+json' });
    expect([status, body.message]).toEqual([422, 'the server rejected our request due to an error in our request']);
  });
});

describe('server-side apply', () => {
  const apply = (manager: string, body: object, force = false) =>
    ['PATCH', `${WEB}?fieldManager=${manager}&force=${force}`, body, { contentType: APPLY }] as const;
  const labelled = (labels: Record<string, string>, replicas = 0) => {
    const object = deployment('web', replicas);
    return { ...object, metadata: { ...object.metadata, labels } };
  };

  it('creates what is not there, and notes who holds what', async () => {
    const { call } = await testCluster();
    const { status, body } = await call(...apply('one', labelled({ a: '1' })));
    expect(status).toBe(201);
    expect(body.metadata.managedFields[0]).toMatchObject({
      manager: 'one',
      operation: 'Apply',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:metadata': { 'f:labels': { 'f:a': {} } }, 'f:spec': { 'f:replicas': {} } },
    });
  });

  it('removes what its manager no longer applies', async () => {
    const { call } = await testCluster();
    await call(...apply('one', labelled({ a: '1', b: '2' })));
    const { body } = await call(...apply('one', labelled({ b: '2' })));
    expect(body.metadata.labels).toEqual({ b: '2' });
  });

  it('keeps what another manager holds too', async () => {
    const { call } = await testCluster();
    await call(...apply('one', labelled({ a: '1' })));
    await call(...apply('two', labelled({ a: '1', b: '2' })));
    const { body } = await call(...apply('two', labelled({})));
    expect(body.metadata.labels).toEqual({ a: '1' });
  });

  it('keeps what an update added to a map that it no longer applies', async () => {
    const { call } = await testCluster();
    await call(...apply('one', labelled({ a: '1' })));
    const added = { metadata: { labels: { b: '2' } } };
    await call('PATCH', `${WEB}?fieldManager=two`, added, { contentType: 'application/merge-patch+json' });
    const { body } = await call(...apply('one', deployment('web')));
    expect(body.metadata.labels).toEqual({ b: '2' });
  });

  it('removes a container that it no longer applies', async () => {
    const { call } = await testCluster();
    const two = deployment('web');
    const side = { name: 'side', image: 'public.ecr.aws/docker/library/busybox:1' };
    const containers = [...(two.spec.template.spec.containers as object[]), side];
    await call(
      ...apply('one', { ...two, spec: { ...two.spec, template: { ...two.spec.template, spec: { containers } } } }),
    );
    const { body } = await call(...apply('one', two));
    expect(body.spec.template.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['app']);
  });

  it('refuses to change what another manager holds, unless forced', async () => {
    const { call } = await testCluster();
    await call(...apply('one', labelled({ a: '1' })));
    const { status, body } = await call(...apply('two', labelled({ a: '2' })));
    expect(status).toBe(409);
    expect(body).toMatchObject({
      reason: 'Conflict',
      message: 'Apply failed with 1 conflict: conflict with "one": .metadata.labels.a',
      details: { causes: [{ reason: 'FieldManagerConflict', field: '.metadata.labels.a' }] },
    });
    const { body: forced } = await call(...apply('two', labelled({ a: '2' }), true));
    expect(forced.metadata.labels).toEqual({ a: '2' });
    const { body: again } = await call(...apply('two', labelled({ a: '3' })));
    expect(again.metadata.labels).toEqual({ a: '3' });
  });

  it('changes nothing when applied twice', async () => {
    const { call, clock } = await testCluster();
    const { body: first } = await call(...apply('one', labelled({ a: '1' })));
    clock.nowMs += 60_000;
    const { body: second } = await call(...apply('one', labelled({ a: '1' })));
    expect(second.metadata.managedFields).toEqual(first.metadata.managedFields);
    expect(second.metadata.generation).toBe(1);
  });

  it('asks for a field manager', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('PATCH', WEB, deployment('web'), { contentType: APPLY });
    expect([status, body.message]).toEqual([
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ]);
  });
});
