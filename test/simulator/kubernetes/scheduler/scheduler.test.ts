import { expect, it, vi } from 'vitest';
import { testCluster } from '../api-server/test-cluster.ts';

const GROUP = { name: 'workshop', instanceType: 'm5.large', capacityType: 'ON_DEMAND', labels: {}, taints: [] };
const PODS = '/api/v1/namespaces/default/pods';

/** A cluster with this many nodes, more of which can come. */
async function clusterOf(desiredSize: number, settings: Partial<typeof GROUP> & { taints?: object[] } = {}) {
  const group = { ...GROUP, ...settings, desiredSize } as typeof GROUP & { desiredSize: number };
  const started = await testCluster({ nodeGroups: () => [group] });
  await started.call('POST', '/api/v1/namespaces/default/serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
  });
  const read = async (name: string) => (await started.call('GET', `${PODS}/${name}`)).body;
  return {
    ...started,
    group,
    read,
    nodes: async () => (await started.call('GET', '/api/v1/nodes')).body.items,
    create(name: string, spec: object = {}) {
      const containers = [{ name: 'app', image: 'busybox:1', ...spec }];
      return started.call('POST', PODS, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name },
        spec: { containers, ...spec },
      });
    },
    refusal: (name: string) =>
      vi.waitFor(async () => {
        const { conditions = [] } = (await read(name)).status;
        const scheduled = conditions.find(({ type }: { type: string }) => type === 'PodScheduled');
        expect(scheduled).toMatchObject({ status: 'False', reason: 'Unschedulable' });
        return scheduled.message;
      }),
    place: (name: string) =>
      vi.waitFor(async () => {
        const { nodeName } = (await read(name)).spec;
        expect(nodeName).toBeDefined();
        return nodeName;
      }),
  };
}

const resources = (cpu: string) => ({
  containers: [{ name: 'app', image: 'busybox:1', resources: { requests: { cpu } } }],
});

it('spreads pods over the nodes that the node group asks for', async () => {
  const { create, place, nodes, cluster } = await clusterOf(2);
  const names = (await nodes()).map(({ metadata }: { metadata: { name: string } }) => metadata.name);
  expect(names).toEqual([expect.stringMatching(/^ip-10-0-\d+-10\.us-west-2\.compute\.internal$/), expect.any(String)]);
  await create('one');
  const first = await place('one');
  await create('two');
  expect([first, await place('two')].sort()).toEqual(names);
  await cluster.stop();
});

it('says of nodes that are too small how many there are, and schedules once there is room', async () => {
  const { create, refusal, place, call, cluster } = await clusterOf(1);
  await create('first', resources('1'));
  await place('first');
  await create('second', resources('1'));
  expect(await refusal('second')).toBe(
    '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  );
  const events = (await call('GET', '/api/v1/namespaces/default/events')).body.items;
  expect(events).toContainEqual(
    expect.objectContaining({ reason: 'FailedScheduling', source: { component: 'default-scheduler' } }),
  );
  await call('DELETE', `${PODS}/first?gracePeriodSeconds=0`);
  await place('second');
  await cluster.stop();
});

it.each([
  ['a selector', { nodeSelector: { disk: 'ssd' } }, "node(s) didn't match Pod's node affinity/selector"],
  ['a request beyond every node', resources('64'), 'Insufficient cpu'],
])('keeps a pod Pending for %s', async (_what, spec, reason) => {
  const { create, refusal, cluster } = await clusterOf(2);
  await create('pod', spec);
  expect(await refusal('pod')).toBe(
    `0/2 nodes are available: 2 ${reason}. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.`,
  );
  await cluster.stop();
});

it('heeds taints, unless they are tolerated', async () => {
  const taints = [{ key: 'team', value: 'a', effect: 'NoSchedule' }];
  const { create, refusal, place, cluster } = await clusterOf(1, { taints } as object);
  await create('stranger');
  expect(await refusal('stranger')).toMatch(
    /^0\/1 nodes are available: 1 node\(s\) had untolerated taint \{team: a\}\./,
  );
  await create('guest', { tolerations: [{ key: 'team', operator: 'Equal', value: 'a' }] });
  await place('guest');
  await cluster.stop();
});

it('leaves cordoned nodes alone, and follows the size of the node group', async () => {
  const { create, refusal, place, call, group, cluster, nodes, read } = await clusterOf(1);
  const [{ metadata }] = await nodes();
  const contentType = 'application/merge-patch+json';
  await call('PATCH', `/api/v1/nodes/${metadata.name}`, { spec: { unschedulable: true } }, { contentType });
  await create('pod');
  expect(await refusal('pod')).toMatch(/^0\/1 nodes are available: 1 node\(s\) were unschedulable\./);
  group.desiredSize = 2;
  cluster.surroundingsChanged?.();
  expect(await place('pod')).toMatch(/-11\.us-west-2\.compute\.internal$/);
  group.desiredSize = 0;
  cluster.surroundingsChanged?.();
  expect(await nodes()).toEqual([]);
  await vi.waitFor(async () => expect((await read('pod')).code).toBe(404));
  await create('late');
  expect(await refusal('late')).toBe('no nodes available to schedule pods');
  await cluster.stop();
});
