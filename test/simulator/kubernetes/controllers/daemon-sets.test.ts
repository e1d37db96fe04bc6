import { describe, expect, it } from 'vitest';
import type { DaemonSet } from '../../../../simulator/kubernetes/controllers/workloads.ts';
import { clusterWithoutKubelet, object, template } from './cluster-without-kubelet.ts';

const daemonSet = (spec: Partial<DaemonSet['spec']> = {}) =>
  object(
    'apps/v1',
    'DaemonSet',
    { name: 'cart', namespace: 'shop' },
    { spec: { selector: { matchLabels: { app: 'cart' } }, template: template('one'), ...spec } },
  );

async function deployed(spec: Partial<DaemonSet['spec']> = {}) {
  const cluster = clusterWithoutKubelet();
  const { storage } = cluster;
  storage.create('nodes', object('v1', 'Node', { name: 'node' }));
  await cluster.settle();
  storage.create('daemonsets.apps', daemonSet(spec));
  await cluster.runPods();
  const find = () => storage.get('daemonsets.apps', 'shop', 'cart') as DaemonSet;
  return {
    ...cluster,
    find,
    async use(image: string) {
      const before = find();
      storage.update('daemonsets.apps', { ...before, spec: { ...before.spec, template: template(image) } });
      await cluster.runPods();
    },
  };
}

/** Of the patch that a ControllerRevision holds. */
const imageOf = (data: unknown) => (data as { spec: DaemonSet['spec'] }).spec.template.spec?.containers[0]?.image;

const imagesOf = ({ pods }: Awaited<ReturnType<typeof deployed>>) =>
  pods().map(({ spec }) => spec.containers[0]?.image);

describe('a DaemonSet', () => {
  it('has a pod on the node, and reports that it is there', async () => {
    const cluster = await deployed();
    const [pod] = cluster.pods();
    expect(pod?.metadata).toMatchObject({
      name: expect.stringMatching(/^cart-\w{5}$/),
      labels: { app: 'cart', 'controller-revision-hash': expect.stringMatching(/^\w+$/) },
      ownerReferences: [{ kind: 'DaemonSet', name: 'cart', controller: true }],
    });
    expect(cluster.find().status).toEqual({
      currentNumberScheduled: 1,
      desiredNumberScheduled: 1,
      numberMisscheduled: 0,
      numberReady: 1,
      numberAvailable: 1,
      updatedNumberScheduled: 1,
      observedGeneration: 1,
    });
    expect(cluster.messages()).toEqual([`Created pod: ${pod?.metadata.name}`]);
    expect(cluster.errors).toEqual([]);
  });

  it('has one on every node whose taints it bears, cordoned ones too', async () => {
    const cluster = await deployed();
    const node = (name: string, spec: object) => object('v1', 'Node', { name }, { spec });
    const taint = (key: string) => ({ taints: [{ key, effect: 'NoSchedule' }] });
    cluster.storage.create('nodes', node('cordoned', taint('node.kubernetes.io/unschedulable')));
    cluster.storage.create('nodes', node('reserved', taint('team')));
    await cluster.settle();
    const wanted = cluster.pods().map(({ spec }) => spec.affinity?.nodeAffinity);
    expect(wanted).toContainEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['cordoned'] }] }],
      },
    });
    expect(cluster.find().status?.desiredNumberScheduled).toBe(2);
    expect(cluster.errors).toEqual([]);
  });

  it('makes another pod for one that has gone', async () => {
    const cluster = await deployed();
    const [gone] = cluster.pods();
    if (gone) cluster.delete('pods', gone);
    await cluster.runPods();
    const [pod, ...others] = cluster.pods();
    expect(others).toEqual([]);
    expect(pod?.metadata.uid).not.toBe(gone?.metadata.uid);
  });

  it('replaces its pods when the template changes', async () => {
    const cluster = await deployed();
    await cluster.use('two');
    expect(imagesOf(cluster)).toEqual(['two']);
    expect(cluster.find().status).toMatchObject({ observedGeneration: 2, updatedNumberScheduled: 1, numberReady: 1 });
  });

  it('leaves them alone with the strategy OnDelete', async () => {
    const cluster = await deployed({ updateStrategy: { type: 'OnDelete' } });
    await cluster.use('two');
    expect(imagesOf(cluster)).toEqual(['one']);
    expect(cluster.find().status?.updatedNumberScheduled).toBeUndefined();
  });

  it('remembers its templates, and makes the one that it goes back to the newest', async () => {
    const cluster = await deployed({ revisionHistoryLimit: 1 });
    const revisions = () =>
      cluster.storage
        .list('controllerrevisions.apps', 'shop')
        .map(({ revision, data }) => [revision, imageOf(data)])
        .sort();
    await cluster.use('two');
    expect(revisions()).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    await cluster.use('one');
    expect(revisions()).toEqual([
      [2, 'two'],
      [3, 'one'],
    ]);
    await cluster.use('three');
    expect(revisions()).toEqual([
      [3, 'one'],
      [4, 'three'],
    ]);
    cluster.delete('daemonsets.apps', cluster.find());
    await cluster.runPods();
    expect(revisions()).toEqual([]);
    expect(cluster.errors).toEqual([]);
  });

  it('takes its pods along when it goes', async () => {
    const cluster = await deployed();
    cluster.delete('daemonsets.apps', cluster.find());
    await cluster.runPods();
    expect(cluster.pods()).toEqual([]);
  });
});
