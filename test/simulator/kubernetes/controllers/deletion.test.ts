import { describe, expect, it } from 'vitest';
import { cart, clusterWithoutKubelet, object } from './cluster-without-kubelet.ts';

async function deployed() {
  const cluster = clusterWithoutKubelet();
  await cluster.settle();
  cluster.storage.create('deployments.apps', cart());
  await cluster.runPods();
  return cluster;
}

describe('garbage collection', () => {
  it('deletes what a deleted Deployment owned, pods gracefully', async () => {
    const cluster = await deployed();
    cluster.delete('deployments.apps', cluster.deployment());
    await cluster.settle();
    expect(cluster.replicaSets()).toEqual([]);
    expect(cluster.pods().map(({ metadata }) => metadata.deletionGracePeriodSeconds)).toEqual([30, 30]);
    await cluster.runPods();
    expect(cluster.pods()).toEqual([]);
    expect(cluster.errors).toEqual([]);
  });

  it('keeps an object as long as one owner lives', async () => {
    const cluster = clusterWithoutKubelet();
    await cluster.settle();
    const { storage } = cluster;
    const owners = ['a', 'b'].map((name) =>
      storage.create('configmaps', object('v1', 'ConfigMap', { name, namespace: 'shop' })),
    );
    const ownerReferences = owners.map(({ metadata: { name, uid } }) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name,
      uid,
    }));
    storage.create('secrets', object('v1', 'Secret', { name: 's', namespace: 'shop', ownerReferences }));
    storage.remove('configmaps', 'shop', 'a');
    await cluster.settle();
    expect(storage.get('secrets', 'shop', 's')?.metadata.ownerReferences).toEqual(ownerReferences.slice(1));
    storage.remove('configmaps', 'shop', 'b');
    await cluster.settle();
    expect(storage.get('secrets', 'shop', 's')).toBeUndefined();
  });

  it('orphans dependents, or waits for them, as the finalizer says', async () => {
    for (const [finalizer, left] of [
      ['orphan', 1],
      ['foregroundDeletion', 0],
    ] as const) {
      const cluster = await deployed();
      const { metadata, ...rest } = cluster.deployment();
      const marked = { ...metadata, finalizers: [finalizer], deletionTimestamp: '2026-11-24T09:00:00Z' };
      cluster.storage.update('deployments.apps', { ...rest, metadata: marked });
      await cluster.runPods();
      expect(cluster.deployment()).toBeUndefined();
      expect(cluster.replicaSets()).toHaveLength(left);
      for (const set of cluster.replicaSets()) expect(set.metadata).not.toHaveProperty('ownerReferences');
      expect(cluster.errors).toEqual([]);
    }
  });
});

describe('a namespace', () => {
  it('has a default service account and the root certificate, also after their deletion', async () => {
    const { storage, settle } = clusterWithoutKubelet();
    await settle();
    expect(storage.get('serviceaccounts', 'shop', 'default')).toBeDefined();
    storage.remove('configmaps', 'shop', 'kube-root-ca.crt');
    await settle();
    expect(storage.get('configmaps', 'shop', 'kube-root-ca.crt')?.data).toEqual({ 'ca.crt': 'PEM' });
  });

  it('goes when the last pod in it is gone', async () => {
    const cluster = await deployed();
    const namespace = cluster.storage.get('namespaces', undefined, 'shop');
    if (!namespace) throw new Error('no namespace');
    const metadata = { ...namespace.metadata, deletionTimestamp: '2026-11-24T09:00:00Z' };
    cluster.storage.update('namespaces', { ...namespace, metadata });
    await cluster.settle();
    expect(cluster.storage.get('namespaces', undefined, 'shop')?.status).toEqual({ phase: 'Terminating' });
    expect(cluster.replicaSets()).toEqual([]);
    expect(cluster.storage.list('serviceaccounts', 'shop')).toEqual([]);
    expect(cluster.pods()).toHaveLength(2);
    await cluster.runPods();
    expect(cluster.storage.get('namespaces', undefined, 'shop')).toBeUndefined();
    expect(cluster.errors).toEqual([]);
  });
});

describe('the controllers', () => {
  it('do nothing once stopped', async () => {
    const cluster = await deployed();
    cluster.stop();
    for (const pod of cluster.pods()) cluster.storage.remove('pods', 'shop', pod.metadata.name);
    await cluster.settle();
    expect(cluster.pods()).toEqual([]);
  });
});
