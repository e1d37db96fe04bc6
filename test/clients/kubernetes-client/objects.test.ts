import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  PatchStrategy,
  setHeaderOptions,
  VersionApi,
} from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { namespace, useClientCluster } from './client-cluster.ts';

describe('@kubernetes/client-node: objects', () => {
  const { config, api } = useClientCluster();
  const map = (name: string) => ({ namespace, body: { metadata: { name }, data: { a: 'b' } } });

  async function refusalOf(call: Promise<unknown>) {
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiException);
    const { code, body } = error as ApiException<string>;
    const { reason, message } = JSON.parse(body);
    return { code, reason, message };
  }

  it('finds the clusters in the kubeconfig', async () => {
    expect(config.getContexts().map(({ name }) => name)).toEqual(['workshop-a', 'workshop-b']);
    expect(config.getCurrentContext()).toBe('workshop-a');
    expect(await api(VersionApi).getCode()).toMatchObject({ major: '1', minor: '33' });
  });

  it('creates, reads, replaces and deletes', async () => {
    const core = api(CoreV1Api);
    const made = await core.createNamespacedConfigMap(map('one'));
    expect(made.metadata?.uid).toMatch(/^[0-9a-f-]{36}$/);
    await core.replaceNamespacedConfigMap({ name: 'one', namespace, body: { ...made, data: { a: 'c' } } });
    expect((await core.readNamespacedConfigMap({ name: 'one', namespace })).data).toEqual({ a: 'c' });
    expect(
      await refusalOf(core.replaceNamespacedConfigMap({ name: 'one', namespace, body: { ...made, data: {} } })),
    ).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(await core.deleteNamespacedConfigMap({ name: 'one', namespace })).toMatchObject({ status: 'Success' });
  });

  it('lists in pages', async () => {
    const core = api(CoreV1Api);
    for (const name of ['page-a', 'page-b', 'page-c']) {
      await core.createNamespacedConfigMap({ namespace, body: { metadata: { name, labels: { page: 'yes' } } } });
    }
    const list = { namespace, labelSelector: 'page=yes', limit: 2 };
    const first = await core.listNamespacedConfigMap(list);
    const second = await core.listNamespacedConfigMap({ ...list, _continue: first.metadata?._continue });
    expect([first, second].map(({ items }) => items.map(({ metadata }) => metadata?.name))).toEqual([
      ['page-a', 'page-b'],
      ['page-c'],
    ]);
  });

  it('patches in four ways, by content type', async () => {
    const core = api(CoreV1Api);
    const target = { name: 'patched', namespace };
    await core.createNamespacedConfigMap(map('patched'));
    const patch = (body: object, strategy: (typeof PatchStrategy)[keyof typeof PatchStrategy], fieldManager?: string) =>
      core.patchNamespacedConfigMap(
        { ...target, body, ...(fieldManager && { fieldManager, force: true }) },
        setHeaderOptions('Content-Type', strategy),
      );
    await patch([{ op: 'add', path: '/data/json', value: '1' }], PatchStrategy.JsonPatch);
    await patch({ data: { a: null, merge: '2' } }, PatchStrategy.MergePatch);
    await patch({ data: { strategic: '3' } }, PatchStrategy.StrategicMergePatch);
    const applied = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'patched' }, data: { apply: '4' } };
    const { data, metadata } = await patch(applied, PatchStrategy.ServerSideApply, 'me');
    expect(data).toEqual({ json: '1', merge: '2', strategic: '3', apply: '4' });
    expect(metadata?.managedFields).toContainEqual(expect.objectContaining({ manager: 'me', operation: 'Apply' }));
  });

  it('scales', async () => {
    const apps = api(AppsV1Api);
    const labels = { app: 'web' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } };
    const spec = { replicas: 0, selector: { matchLabels: labels }, template };
    await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: 'web' }, spec } });
    const target = { name: 'web', namespace };
    const scale = await apps.readNamespacedDeploymentScale(target);
    await apps.replaceNamespacedDeploymentScale({ ...target, body: { ...scale, spec: { replicas: 2 } } });
    expect((await apps.readNamespacedDeployment(target)).spec?.replicas).toBe(2);
  });

  it('throws ApiException with the Status in its body', async () => {
    const core = api(CoreV1Api);
    expect(await refusalOf(core.readNamespacedPod({ name: 'nope', namespace }))).toEqual({
      code: 404,
      reason: 'NotFound',
      message: 'pods "nope" not found',
    });
    await core.createNamespacedConfigMap(map('taken'));
    expect(await refusalOf(core.createNamespacedConfigMap(map('taken')))).toEqual({
      code: 409,
      reason: 'AlreadyExists',
      message: 'configmaps "taken" already exists',
    });
    expect(await refusalOf(core.createNamespacedPod({ namespace, body: { metadata: { name: 'app' } } }))).toEqual({
      code: 422,
      reason: 'Invalid',
      message: 'Pod "app" is invalid: spec.containers: Required value',
    });
  });

  it('is refused without a token', async () => {
    const anonymous = Object.assign(Object.create(config), { getCurrentUser: () => ({ name: 'none' }) });
    const listing = anonymous.makeApiClient(CoreV1Api).listNode();
    await expect(listing).rejects.toMatchObject({ code: 401, message: expect.stringContaining('Unauthorized') });
  });
});
