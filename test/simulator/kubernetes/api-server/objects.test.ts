import { describe, expect, it } from 'vitest';
import { configMap, deployment, pod, testCluster } from './test-cluster.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

describe('creating', () => {
  it('answers 201 with the object as stored', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', MAPS, configMap('one', { a: 'b' }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'ConfigMap',
      metadata: { name: 'one', namespace: 'default' },
      data: { a: 'b' },
    });
  });

  it('answers 409 for a name that is taken', async () => {
    const { call } = await testCluster();
    await call('POST', MAPS, configMap('one'));
    const { status, body } = await call('POST', MAPS, configMap('one'));
    expect(status).toBe(409);
    expect(body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'AlreadyExists',
      message: 'configmaps "one" already exists',
      details: { name: 'one', kind: 'configmaps' },
      code: 409,
    });
  });

  it('answers 404 in a namespace that does not exist', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', '/api/v1/namespaces/nope/configmaps', configMap('one'));
    expect([status, body.message]).toEqual([404, 'namespaces "nope" not found']);
  });

  it('makes a name from generateName', async () => {
    const { call } = await testCluster();
    const { body } = await call('POST', MAPS, { metadata: { generateName: 'app-' } });
    expect(body.metadata.name).toMatch(/^app-[a-z0-9]{5}$/);
  });

  it('stores nothing with dryRun=All', async () => {
    const { call } = await testCluster();
    expect((await call('POST', `${MAPS}?dryRun=All`, configMap('one'))).status).toBe(201);
    expect((await call('GET', `${MAPS}/one`)).body.message).toBe('configmaps "one" not found');
  });

  it('names the unknown field with fieldValidation=Strict, and drops it otherwise', async () => {
    const { call } = await testCluster();
    const typo = pod('web', { serviceAcountName: 'cart' });
    const strict = await call('POST', '/api/v1/namespaces/default/pods?fieldValidation=Strict', typo);
    expect([strict.status, strict.body.message]).toEqual([
      400,
      'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.serviceAcountName"',
    ]);
    const lenient = await call('POST', '/api/v1/namespaces/default/pods', typo);
    expect(lenient.body.spec).not.toHaveProperty('serviceAcountName');
  });

  it('answers 422 for a bad name', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', MAPS, configMap('Foo_x'));
    expect([status, body.reason]).toEqual([422, 'Invalid']);
    expect(body.message).toMatch(
      /^ConfigMap "Foo_x" is invalid: metadata\.name: Invalid value: "Foo_x": a lowercase RFC 1123 subdomain must consist of/,
    );
  });

  it('answers 422 for a selector that does not match the template', async () => {
    const { call } = await testCluster();
    const bad = deployment('web');
    bad.spec.selector.matchLabels.app = 'other';
    const { status, body } = await call('POST', DEPLOYMENTS, bad);
    expect([status, body.message]).toEqual([
      422,
      'Deployment.apps "web" is invalid: spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: `selector` does not match template `labels`',
    ]);
  });

  it('lists every mistake of a pod', async () => {
    const { call } = await testCluster();
    const spec = { containers: [{ name: 'app', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] };
    const { body } = await call('POST', '/api/v1/namespaces/default/pods', pod('web', spec));
    expect(body.message).toBe(
      'Pod "web" is invalid: [spec.containers[0].image: Required value, spec.containers[0].volumeMounts[0].name: Not found: "data"]',
    );
  });

  it('asks a pod without a spec for containers', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', '/api/v1/namespaces/default/pods', {
      kind: 'Pod',
      metadata: { name: 'one' },
    });
    expect([status, body.message]).toEqual([422, 'Pod "one" is invalid: spec.containers: Required value']);
  });

  it('leaves out empty labels and annotations', async () => {
    const { call } = await testCluster();
    const metadata = { name: 'one', labels: {}, annotations: {} };
    const { body } = await call('POST', MAPS, { ...configMap('one'), metadata });
    expect([body.metadata.labels, body.metadata.annotations]).toEqual([undefined, undefined]);
  });

  it('refuses a pod whose service account does not exist', async () => {
    const { call } = await testCluster();
    const { status, body } = await call(
      'POST',
      '/api/v1/namespaces/default/pods',
      pod('web', { serviceAccountName: 'no' }),
    );
    expect([status, body.message]).toEqual([
      403,
      'pods "web" is forbidden: error looking up service account default/no: serviceaccount "no" not found',
    ]);
  });

  it('answers 415 for a media type that it does not know', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', MAPS, '<a/>', { contentType: 'text/xml' });
    expect([status, body.reason]).toEqual([415, 'UnsupportedMediaType']);
    expect(body.message).toMatch(
      /^the body of the request was in an unknown format - accepted media types include: application\/json,/,
    );
  });
});

describe('reading', () => {
  it('lists in pages', async () => {
    const { call } = await testCluster();
    for (const name of ['a', 'b', 'c'])
      await call('POST', MAPS, { ...configMap(name), metadata: { name, labels: { x: 'y' } } });
    const first = await call('GET', `${MAPS}?limit=2&labelSelector=x%3Dy`);
    const names = (body: { items: { metadata: { name: string } }[] }) =>
      body.items.map(({ metadata }) => metadata.name);
    expect(names(first.body)).toEqual(['a', 'b']);
    // With a selector it is not told.
    expect(first.body.metadata).not.toHaveProperty('remainingItemCount');
    const next = await call('GET', `${MAPS}?limit=2&labelSelector=x%3Dy&continue=${first.body.metadata.continue}`);
    expect(names(next.body)).toEqual(['c']);
    expect(next.body.metadata).not.toHaveProperty('continue');
  });

  it.each([
    ['labelSelector=tier in (web,db)', ['one', 'two']],
    ['labelSelector=tier!=web', ['kube-root-ca.crt', 'three', 'two']],
    ['labelSelector=!tier', ['kube-root-ca.crt', 'three']],
    ['fieldSelector=metadata.name=two', ['two']],
  ])('selects by %s', async (query, expected) => {
    const { call } = await testCluster();
    await call('POST', MAPS, { metadata: { name: 'one', labels: { tier: 'web' } } });
    await call('POST', MAPS, { metadata: { name: 'two', labels: { tier: 'db' } } });
    await call('POST', MAPS, { metadata: { name: 'three' } });
    const { body } = await call('GET', `${MAPS}?${query.replaceAll(' ', '%20')}`);
    expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(expected);
  });

  it('prints tables whose Name column says so', async () => {
    const { call } = await testCluster();
    await call('POST', MAPS, configMap('one', { a: 'b' }));
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const { body } = await call('GET', `${MAPS}/one`, undefined, { accept });
    expect(body.kind).toBe('Table');
    expect(body.columnDefinitions[0]).toMatchObject({ name: 'Name', format: 'name' });
    expect(body.rows[0].cells).toEqual(['one', 1, '0s']);
    expect(body.rows[0].object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'one' } });
  });
});

describe('updating', () => {
  it('answers 409 on a stale resourceVersion', async () => {
    const { call } = await testCluster();
    const { body: first } = await call('POST', MAPS, configMap('one'));
    await call('PUT', `${MAPS}/one`, { ...first, data: { a: '1' } });
    const { status, body } = await call('PUT', `${MAPS}/one`, { ...first, data: { a: '2' } });
    expect([status, body.reason]).toEqual([409, 'Conflict']);
    expect(body.message).toMatch(/^Operation cannot be fulfilled on configmaps "one": the object has been modified;/);
  });

  it('keeps the status out of reach of the object, and the spec out of reach of the status', async () => {
    const { call } = await testCluster();
    const { body: made } = await call('POST', DEPLOYMENTS, deployment('web'));
    const patch = { spec: { paused: true }, status: { replicas: 7 } };
    const options = { contentType: 'application/merge-patch+json' };
    const { body: changed } = await call('PATCH', `${DEPLOYMENTS}/web`, patch, options);
    expect([changed.spec.paused, changed.status.replicas]).toEqual([true, made.status.replicas]);
    const { body: status } = await call(
      'PATCH',
      `${DEPLOYMENTS}/web/status`,
      { spec: { paused: false }, status: { replicas: 7 } },
      options,
    );
    expect([status.spec.paused, status.status.replicas]).toEqual([true, 7]);
  });

  it('refuses to change a selector', async () => {
    const { call } = await testCluster();
    await call('POST', DEPLOYMENTS, deployment('web'));
    const patch = {
      spec: { selector: { matchLabels: { app: 'other' } }, template: { metadata: { labels: { app: 'other' } } } },
    };
    const { body } = await call('PATCH', `${DEPLOYMENTS}/web`, patch, { contentType: 'application/merge-patch+json' });
    expect(body.message).toBe(
      'Deployment.apps "web" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"other"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    );
  });

  it('scales', async () => {
    const { call } = await testCluster();
    await call('POST', DEPLOYMENTS, deployment('web'));
    const patch = { spec: { replicas: 0 } };
    const { body } = await call('PATCH', `${DEPLOYMENTS}/web/scale`, patch, {
      contentType: 'application/merge-patch+json',
    });
    expect(body).toMatchObject({ kind: 'Scale', apiVersion: 'autoscaling/v1', spec: { replicas: 0 } });
    expect(body.status.selector).toBe('app=web');
  });
});

describe('deleting', () => {
  it('removes at once what nobody has to finish', async () => {
    const { call } = await testCluster();
    const { body: made } = await call('POST', MAPS, configMap('one'));
    const { status, body } = await call('DELETE', `${MAPS}/one`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'Success',
      details: { name: 'one', kind: 'configmaps', uid: made.metadata.uid },
    });
    expect((await call('GET', `${MAPS}/one`)).status).toBe(404);
  });

  it('waits for finalizers', async () => {
    const { call } = await testCluster();
    await call('POST', MAPS, { metadata: { name: 'one', finalizers: ['example.com/hold'] } });
    const { body } = await call('DELETE', `${MAPS}/one`);
    expect(body.metadata.deletionTimestamp).toBe('2026-11-24T05:00:00Z');
    await call(
      'PATCH',
      `${MAPS}/one`,
      { metadata: { finalizers: null } },
      { contentType: 'application/merge-patch+json' },
    );
    expect((await call('GET', `${MAPS}/one`)).status).toBe(404);
  });

  it('holds to preconditions', async () => {
    const { call } = await testCluster();
    const { body: made } = await call('POST', MAPS, configMap('one'));
    const { status, body } = await call('DELETE', `${MAPS}/one`, { preconditions: { uid: 'other' } });
    expect([status, body.message]).toEqual([
      409,
      `Operation cannot be fulfilled on ConfigMap "one": the UID in the precondition (other) does not match the UID in record (${made.metadata.uid}). The object might have been deleted and then recreated`,
    ]);
  });

  it('deletes what a selector chooses', async () => {
    const { call } = await testCluster();
    await call('POST', MAPS, { metadata: { name: 'one', labels: { x: 'y' } } });
    await call('POST', MAPS, { metadata: { name: 'two' } });
    await call('DELETE', `${MAPS}?labelSelector=x%3Dy`);
    expect((await call('GET', `${MAPS}/one`)).status).toBe(404);
    expect((await call('GET', `${MAPS}/two`)).status).toBe(200);
  });
});
