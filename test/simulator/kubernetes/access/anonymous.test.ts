import { expect, it } from 'vitest';
import { type TestCluster, testCluster } from '../api-server/test-cluster.ts';

const stranger = { token: '' };
const message = async ({ call }: TestCluster, url: string) =>
  (await call('GET', url, undefined, stranger)).body.message;

it('lets nobody in without a token', async () => {
  const kube = await testCluster();
  expect(await message(kube, '/api/v1/pods')).toBe('Unauthorized');
  expect(await message(kube, '/version')).toBe('Unauthorized');
});

it('tells everybody about its health', async () => {
  const { send } = await testCluster();
  expect(await send('GET', '/readyz', undefined, stranger)).toMatchObject({ status: 200, body: 'ok' });
});

it('knew anonymous callers before Kubernetes 1.32', async () => {
  const kube = await testCluster({ version: '1.31' });
  expect(await message(kube, '/api/v1/pods')).toBe(
    'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
  );
  expect((await kube.call('GET', '/version', undefined, stranger)).status).toBe(200);
  expect(await message(kube, '/apis')).toBe('forbidden: User "system:anonymous" cannot get path "/apis"');
});
