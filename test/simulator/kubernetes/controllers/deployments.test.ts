import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../../../simulator/kubernetes/controllers/workloads.ts';
import { cart, clusterWithoutKubelet, object, template } from './cluster-without-kubelet.ts';

async function deployed(spec = {}) {
  const cluster = clusterWithoutKubelet();
  await cluster.settle();
  cluster.storage.create('deployments.apps', cart(spec));
  await cluster.runPods();
  return cluster;
}

const conditionsOf = (status: unknown) =>
  (status as { conditions?: { type: string; status: string; reason: string; message: string }[] }).conditions;

describe('a Deployment', () => {
  it('gets a ReplicaSet and its pods, and reports that they are there', async () => {
    const cluster = await deployed();
    const [set] = cluster.replicaSets();
    const hash = set?.metadata.labels?.['pod-template-hash'];
    expect(set).toMatchObject({
      metadata: {
        name: `cart-${hash}`,
        annotations: { 'deployment.kubernetes.io/revision': '1', 'deployment.kubernetes.io/desired-replicas': '2' },
        ownerReferences: [{ kind: 'Deployment', name: 'cart', controller: true }],
      },
      spec: { replicas: 2, selector: { matchLabels: { app: 'cart', 'pod-template-hash': hash } } },
      status: { replicas: 2, readyReplicas: 2, availableReplicas: 2, observedGeneration: 2 },
    });
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5,10}$/);
    expect(cluster.pods().map(({ metadata }) => metadata.labels)).toEqual([
      { app: 'cart', 'pod-template-hash': hash },
      { app: 'cart', 'pod-template-hash': hash },
    ]);
    const { metadata, status } = cluster.deployment();
    expect(metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '1' });
    expect(status).toMatchObject({
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
    });
    expect(cluster.messages()).toEqual([
      `Scaled up replica set cart-${hash} from 0 to 2`,
      `Created pod: ${cluster.pods()[0]?.metadata.name}`,
      `Created pod: ${cluster.pods()[1]?.metadata.name}`,
    ]);
    expect(conditionsOf(status)).toMatchObject([
      {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      },
      {
        type: 'Progressing',
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message: `ReplicaSet "cart-${hash}" has successfully progressed.`,
      },
    ]);
    expect(cluster.errors).toEqual([]);
  });

  it('rolls to a new template without falling below what must be available', async () => {
    const cluster = await deployed({ replicas: 4, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } });
    const ready = () =>
      cluster
        .pods()
        .filter(({ status, metadata }) => status?.conditions?.[0]?.status === 'True' && !metadata.deletionTimestamp);
    cluster.storage.watch(({ resource }) => {
      if (resource !== 'pods') return;
      expect(ready().length).toBeGreaterThanOrEqual(3);
      expect(cluster.pods().filter(({ metadata }) => !metadata.deletionTimestamp).length).toBeLessThanOrEqual(5);
    });
    cluster.change({ template: template('two') });
    await cluster.runPods();
    expect(cluster.pods().map(({ spec }) => spec.containers[0]?.image)).toEqual(['two', 'two', 'two', 'two']);
    expect((cluster.replicaSets() as ReplicaSet[]).map(({ spec }) => spec.replicas).sort()).toEqual([0, 4]);
    expect(cluster.deployment().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
    expect(cluster.errors).toEqual([]);
  });

  it('keeps the old pods while the new ones do not get ready', async () => {
    const cluster = await deployed({ replicas: 1 });
    cluster.change({ template: template('broken') });
    await cluster.settle();
    const images = () => cluster.pods().map(({ spec }) => spec.containers[0]?.image);
    expect(images().sort()).toEqual(['broken', 'one']);
    expect(cluster.deployment().status).toMatchObject({ replicas: 2, updatedReplicas: 1, unavailableReplicas: 1 });
    cluster.clock.advance(600_000);
    await cluster.settle();
    expect(images().sort()).toEqual(['broken', 'one']);
    expect(conditionsOf(cluster.deployment().status)?.[1]).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: expect.stringMatching(/^ReplicaSet "cart-\w+" has timed out progressing\.$/),
    });
  });

  it('goes back to an old template with its old ReplicaSet, as the newest revision', async () => {
    const cluster = await deployed({ replicas: 1 });
    cluster.change({ template: template('two') });
    await cluster.runPods();
    // As `kubectl rollout undo` sends it.
    const metadata = { labels: { app: 'cart' }, creationTimestamp: null } as never;
    cluster.change({ template: { ...template('one'), metadata } });
    await cluster.runPods();
    expect(cluster.replicaSets()).toHaveLength(2);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]?.image)).toEqual(['one']);
    expect(cluster.deployment().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
  });

  it('Recreate ends all old pods before it makes new ones', async () => {
    const cluster = await deployed({ strategy: { type: 'Recreate' } });
    cluster.change({ template: template('two') });
    await cluster.settle();
    expect(cluster.pods().every(({ metadata }) => metadata.deletionTimestamp)).toBe(true);
    await cluster.runPods();
    expect(cluster.pods().map(({ spec }) => spec.containers[0]?.image)).toEqual(['two', 'two']);
  });

  it('scales up and down', async () => {
    const cluster = await deployed();
    cluster.change({ replicas: 3 });
    await cluster.runPods();
    expect(cluster.pods()).toHaveLength(3);
    cluster.change({ replicas: 0 });
    await cluster.runPods();
    expect(cluster.pods()).toEqual([]);
    expect(cluster.deployment().status?.replicas).toBeUndefined();
  });

  it('does nothing new while paused', async () => {
    const cluster = await deployed({ replicas: 1 });
    cluster.change({ paused: true, template: template('two') });
    await cluster.runPods();
    expect(cluster.replicaSets()).toHaveLength(1);
    expect(conditionsOf(cluster.deployment().status)?.[1]).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
    });
  });

  it('keeps as many old ReplicaSets as its history may have', async () => {
    const cluster = await deployed({ replicas: 1, revisionHistoryLimit: 1 });
    for (const image of ['two', 'three', 'four']) {
      cluster.change({ template: template(image) });
      await cluster.runPods();
    }
    expect(cluster.replicaSets()).toHaveLength(2);
  });
});

describe('a ReplicaSet', () => {
  it('replaces a pod that was deleted', async () => {
    const cluster = await deployed();
    const [pod] = cluster.pods();
    if (pod) cluster.storage.remove('pods', 'shop', pod.metadata.name);
    await cluster.runPods();
    expect(cluster.pods()).toHaveLength(2);
  });

  it('says why it cannot make pods, and makes them once it can', async () => {
    const cluster = clusterWithoutKubelet();
    await cluster.settle();
    const spec = { serviceAccountName: 'app', containers: [{ name: 'app', image: 'one' }] };
    cluster.storage.create('deployments.apps', cart({ template: { metadata: { labels: { app: 'cart' } }, spec } }));
    await cluster.settle();
    const failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' };
    const message = expect.stringMatching(/^pods "cart-\w+-" is forbidden: error looking up service account app$/);
    expect(conditionsOf(cluster.replicaSets()[0]?.status)).toMatchObject([{ ...failure, message }]);
    expect(conditionsOf(cluster.deployment().status)?.[2]).toMatchObject({ ...failure, message });
    cluster.storage.create('serviceaccounts', object('v1', 'ServiceAccount', { name: 'app', namespace: 'shop' }));
    await cluster.runPods();
    expect(cluster.pods()).toHaveLength(2);
    expect(conditionsOf(cluster.deployment().status)).toHaveLength(2);
  });
});
