import { describe, expect, it, vi } from 'vitest';
import { configMap, testCluster } from './test-cluster.ts';

const SHOP = '/api/v1/namespaces/shop';
const create = { metadata: { name: 'shop' } };

describe('namespaces', () => {
  it('are Active, labelled with their name, and furnished', async () => {
    const { call } = await testCluster();
    const { body } = await call('POST', '/api/v1/namespaces', create);
    expect(body).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'shop' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    await vi.waitFor(async () => {
      expect((await call('GET', `${SHOP}/configmaps/kube-root-ca.crt`)).body.data).toEqual({ 'ca.crt': 'certificate' });
    });
    expect((await call('GET', `${SHOP}/serviceaccounts/default`)).status).toBe(200);
  });

  it('exist from the start', async () => {
    const { call } = await testCluster();
    const { body } = await call('GET', '/api/v1/namespaces');
    const names = body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
    expect(names).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
  });

  it('take nothing new while they go, and take everything with them', async () => {
    const { call } = await testCluster();
    await call('POST', '/api/v1/namespaces', create);
    await call('POST', `${SHOP}/configmaps`, { metadata: { name: 'held', finalizers: ['example.com/hold'] } });
    const { body: deleted } = await call('DELETE', SHOP);
    expect(deleted.status.phase).toBe('Terminating');
    const late = await call('POST', `${SHOP}/configmaps`, configMap('late'));
    expect([late.status, late.body.message]).toEqual([
      403,
      'configmaps "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
    ]);
    const again = await call('DELETE', SHOP);
    expect([again.status, again.body.reason]).toEqual([409, 'Conflict']);
    await vi.waitFor(async () => {
      expect((await call('GET', `${SHOP}/configmaps/held`)).body.metadata.deletionTimestamp).toBeDefined();
    });
    const options = { contentType: 'application/merge-patch+json' };
    await call('PATCH', `${SHOP}/configmaps/held`, { metadata: { finalizers: null } }, options);
    await vi.waitFor(async () => expect((await call('GET', SHOP)).status).toBe(404));
  });

  it('of the system cannot be deleted', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('DELETE', '/api/v1/namespaces/kube-system');
    const message = 'namespaces "kube-system" is forbidden: this namespace may not be deleted';
    expect([status, body.message]).toEqual([403, message]);
  });

  it('are needed to create in', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', '/api/v1/configmaps', configMap('one'));
    expect([status, body.reason]).toEqual([405, 'MethodNotAllowed']);
  });
});
