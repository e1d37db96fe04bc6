import { describe, expect, it } from 'vitest';
import { configMap, deployment, pod, testCluster } from './test-cluster.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const MERGE = { contentType: 'application/merge-patch+json' };

describe('options of a write', () => {
  it.each([
    ['POST', 'dryRun=Nope', 'CreateOptions', 'dryRun: Unsupported value: []string{"Nope"}: supported values: "All"'],
    [
      'PUT',
      'dryRun=All&dryRun=x',
      'UpdateOptions',
      'dryRun: Unsupported value: []string{"All", "x"}: supported values: "All"',
    ],
    ['DELETE', 'dryRun=x', 'DeleteOptions', 'dryRun: Unsupported value: []string{"x"}: supported values: "All"'],
    [
      'POST',
      'fieldValidation=strict',
      'CreateOptions',
      'fieldValidation: Unsupported value: "strict": supported values: "", "Ignore", "Strict", "Warn"',
    ],
    [
      'POST',
      `fieldManager=${'x'.repeat(129)}`,
      'CreateOptions',
      'fieldManager: Too long: may not be more than 128 bytes',
    ],
    [
      'PUT',
      'fieldManager=a%0Ab',
      'UpdateOptions',
      'fieldManager: Invalid value: "a\\nb": invalid character U+000A (at position 1)',
    ],
    ['PATCH', 'force=true', 'PatchOptions', 'force: Forbidden: may not be specified for non-apply patch'],
    [
      'DELETE',
      'propagationPolicy=Now',
      'DeleteOptions',
      'propagationPolicy: Unsupported value: "Now": supported values: "Foreground", "Background", "Orphan", "nil"',
    ],
    [
      'DELETE',
      'propagationPolicy=Orphan&orphanDependents=true',
      'DeleteOptions',
      'propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
    ],
  ])('of %s may not be %s', async (method, query, kind, problem) => {
    const { call } = await testCluster();
    await call('POST', MAPS, configMap('one'));
    const url = method === 'POST' ? MAPS : `${MAPS}/one`;
    const sent = method === 'DELETE' ? undefined : configMap('one');
    const { status, body } = await call(method, `${url}?${query}`, sent, method === 'PATCH' ? MERGE : {});
    expect([status, body.message]).toEqual([422, `${kind}.meta.k8s.io "" is invalid: ${problem}`]);
  });
});

describe('dry run', () => {
  it('writes nothing, whatever the verb', async () => {
    const { call } = await testCluster();
    const url = '/apis/apps/v1/namespaces/default/deployments';
    await call('POST', url, deployment('web'));
    await call('POST', PODS, pod('app'));
    const { body: before } = await call('GET', `${url}/web`);
    const { body: podBefore } = await call('GET', `${PODS}/app`);
    const statuses = [];
    for (const [method, path, sent, options] of [
      ['POST', MAPS, configMap('one')],
      ['PUT', `${url}/web`, deployment('web', 3)],
      ['PATCH', `${url}/web/scale`, { spec: { replicas: 3 } }, MERGE],
      ['PATCH', `${url}/web/status`, { status: { replicas: 3 } }, MERGE],
      ['POST', `${PODS}/app/eviction`, { metadata: { name: 'app' } }],
      ['DELETE', `${PODS}/app`],
      ['DELETE', `${url}/web`, { propagationPolicy: 'Foreground', dryRun: ['All'] }],
      ['DELETE', PODS],
    ] as const)
      statuses.push((await call(method, `${path}?dryRun=All`, sent, options ?? {})).status);
    expect(statuses).toEqual([201, 200, 200, 200, 201, 200, 202, 200]);
    expect((await call('GET', `${url}/web`)).body).toEqual(before);
    expect((await call('GET', `${PODS}/app`)).body).toEqual(podBefore);
    expect((await call('GET', `${MAPS}/one`)).status).toBe(404);
  });
});

describe('deleting again', () => {
  it('only ever shortens the grace of a pod', async () => {
    const { call, clock } = await testCluster();
    const node = (await call('GET', '/api/v1/nodes')).body.items[0].metadata.name;
    await call('POST', PODS, {
      ...pod('app', { nodeName: node }),
      metadata: { name: 'app', finalizers: ['x.io/wait'] },
    });
    const remove = async (gracePeriodSeconds?: number) => {
      const { body } = await call(
        'DELETE',
        `${PODS}/app`,
        gracePeriodSeconds === undefined ? undefined : { gracePeriodSeconds },
      );
      return [body.metadata.deletionTimestamp, body.metadata.deletionGracePeriodSeconds];
    };
    expect(await remove(60)).toEqual(['2026-11-24T05:01:00Z', 60]);
    clock.nowMs += 5_000;
    expect(await remove()).toEqual(['2026-11-24T05:01:00Z', 60]);
    expect(await remove(90)).toEqual(['2026-11-24T05:01:00Z', 60]);
    expect(await remove(20)).toEqual(['2026-11-24T05:00:20Z', 20]);
    expect(await remove(-1)).toEqual(['2026-11-24T05:00:05Z', 1]);
  });

  it('takes another way with what belongs to the object', async () => {
    const { call } = await testCluster();
    const metadata = { name: 'one', finalizers: ['x.io/wait'] };
    await call('POST', MAPS, { ...configMap('one'), metadata });
    const remove = async (sent: object) => {
      const { status, body } = await call('DELETE', `${MAPS}/one`, sent);
      return [status, body.metadata.finalizers];
    };
    expect(await remove({ propagationPolicy: 'Orphan' })).toEqual([200, ['x.io/wait', 'orphan']]);
    expect(await remove({ propagationPolicy: 'Foreground' })).toEqual([202, ['x.io/wait', 'foregroundDeletion']]);
    // The garbage collector has found nothing that belongs to it.
    expect(await remove({})).toEqual([200, ['x.io/wait']]);
    expect(await remove({ orphanDependents: false })).toEqual([202, ['x.io/wait']]);
  });

  it('wants the version that was seen', async () => {
    const { call } = await testCluster();
    const { body: made } = await call('POST', MAPS, configMap('one'));
    const { status, body } = await call('DELETE', `${MAPS}/one`, { preconditions: { resourceVersion: '1' } });
    expect([status, body.message]).toEqual([
      409,
      `Operation cannot be fulfilled on ConfigMap "one": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${made.metadata.resourceVersion}). The object might have been modified`,
    ]);
  });

  it('counts the mark of deletion as a change', async () => {
    const { call } = await testCluster();
    const url = '/apis/apps/v1/namespaces/default/deployments';
    const web = deployment('web');
    await call('POST', url, { ...web, metadata: { name: 'web', finalizers: ['x.io/wait'] } });
    const remove = async () => (await call('DELETE', `${url}/web`)).body.metadata.generation;
    expect([await remove(), await remove()]).toEqual([2, 2]);
  });
});

describe('an update', () => {
  it('that has not seen the last one is refused before it is looked at', async () => {
    const { call } = await testCluster();
    await call('POST', MAPS, configMap('one'));
    const stale = { ...configMap('one', { 'no key': '' }), metadata: { name: 'one', resourceVersion: '1' } };
    const { status, body } = await call('PUT', `${MAPS}/one`, stale);
    expect([status, body.message]).toEqual([
      409,
      'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
    ]);
  });
});

describe('a dry run of a token', () => {
  it('makes none', async () => {
    const { call } = await testCluster();
    const url = '/api/v1/namespaces/default/serviceaccounts/default/token';
    const { status, body } = await call('POST', `${url}?dryRun=All`, { spec: { audiences: ['me'] } });
    expect([status, body.status]).toEqual([201, { token: '', expirationTimestamp: null }]);
    expect(body.spec).toEqual({ audiences: ['me'], expirationSeconds: 3600 });
  });
});
