import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../../../simulator/kubernetes/controllers/workloads.ts';
import { cart, clusterWithoutKubelet, object, template } from './cluster-without-kubelet.ts';

const REPLICA_SETS = 'replicasets.apps';

async function deployed(spec = {}) {
  const cluster = clusterWithoutKubelet();
  await cluster.settle();
  cluster.storage.create('deployments.apps', cart(spec));
  await cluster.runPods();
  const sets = () => cluster.replicaSets() as ReplicaSet[];
  const label = async (index: number, labels: Record<string, string>) => {
    const pod = cluster.pods()[index];
    if (!pod) throw new Error('no pod');
    cluster.storage.update('pods', { ...pod, metadata: { ...pod.metadata, labels } });
    await cluster.runPods();
    return () => cluster.storage.get('pods', 'shop', pod.metadata.name);
  };
  return { ...cluster, sets, label };
}

describe('a ReplicaSet', () => {
  it('lets go a pod whose labels no longer match, and replaces it', async () => {
    const cluster = await deployed();
    const released = await cluster.label(0, { app: 'looked-at' });
    expect(released()?.metadata.ownerReferences).toBeUndefined();
    expect(cluster.pods()).toHaveLength(3);
  });

  it('takes in an orphan that it selects, and one too many goes', async () => {
    const cluster = await deployed();
    const labels = cluster.pods()[0]?.metadata.labels ?? {};
    const released = await cluster.label(0, { app: 'looked-at' });
    await cluster.label(
      cluster.pods().findIndex(({ metadata }) => metadata.name === released()?.metadata.name),
      labels,
    );
    expect(cluster.pods()).toHaveLength(2);
    expect(cluster.pods().map(({ metadata }) => metadata.ownerReferences?.length)).toEqual([1, 1]);
    expect(cluster.errors).toEqual([]);
  });
});

describe('a Deployment', () => {
  it('takes in the ReplicaSet that one before it left behind', async () => {
    const cluster = await deployed();
    const [before] = cluster.sets();
    if (!before) throw new Error('no set');
    const { ownerReferences: _, ...metadata } = before.metadata;
    cluster.storage.update(REPLICA_SETS, { ...before, metadata });
    await cluster.runPods();
    const [after, ...others] = cluster.sets();
    expect(others).toEqual([]);
    expect(after?.metadata).toMatchObject({
      uid: metadata.uid,
      ownerReferences: [{ kind: 'Deployment', name: 'cart' }],
    });
  });

  it('counts a pod as available when it has been ready for long enough', async () => {
    const cluster = await deployed({ replicas: 1, minReadySeconds: 10 });
    const [pod] = cluster.pods();
    const lastTransitionTime = new Date(cluster.clock.now()).toISOString();
    if (!pod) throw new Error('no pod');
    const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime }];
    cluster.storage.update('pods', { ...pod, status: { phase: 'Running', conditions } });
    await cluster.settle();
    expect(cluster.deployment().status).toMatchObject({ readyReplicas: 1, unavailableReplicas: 1 });
    cluster.clock.advance(10_000);
    await cluster.settle();
    expect(cluster.deployment().status).toMatchObject({ readyReplicas: 1, availableReplicas: 1 });
    expect(cluster.sets()[0]?.spec.minReadySeconds).toBe(10);
  });

  it('can be scaled while it is paused', async () => {
    const cluster = await deployed();
    cluster.change({ paused: true, template: template('two') });
    await cluster.runPods();
    cluster.change({ replicas: 5 });
    await cluster.runPods();
    expect(cluster.sets().map(({ spec }) => spec.replicas)).toEqual([5]);
    cluster.change({ replicas: 0 });
    await cluster.runPods();
    expect(cluster.pods()).toEqual([]);
  });

  it('shares new replicas among its ReplicaSets in the middle of a rollout', async () => {
    const rollingUpdate = { maxSurge: 3, maxUnavailable: 2 };
    const cluster = await deployed({ replicas: 10, strategy: { type: 'RollingUpdate', rollingUpdate } });
    cluster.change({ template: template('cannot-start') });
    await cluster.settle();
    const sizes = () =>
      cluster
        .sets()
        .map(({ spec }) => spec.replicas)
        .sort((left = 0, right = 0) => left - right);
    await cluster.settle();
    expect(sizes()).toEqual([5, 8]);
    cluster.change({ replicas: 15 });
    await cluster.settle();
    // The example of the documentation: 3 of the new ones to the larger, 2 to the smaller.
    expect(sizes()).toEqual([7, 11]);
  });
});

it('sees to orphans of a namespace only where selectors match', async () => {
  const cluster = await deployed();
  cluster.storage.create(
    'pods',
    object('v1', 'Pod', { name: 'other', namespace: 'shop', labels: { app: 'x' } }, { spec: {} }),
  );
  await cluster.settle();
  expect(cluster.storage.get('pods', 'shop', 'other')?.metadata.ownerReferences).toBeUndefined();
});
