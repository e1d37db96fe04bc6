import { expect, it, vi } from 'vitest';
import { testCluster } from '../api-server/test-cluster.ts';
import { WORKSHOP_GROUP } from '../workshop-group.ts';

const WINDOWS = { ...WORKSHOP_GROUP, name: 'windows', os: 'windows' as const };
const PODS = '/api/v1/namespaces/default/pods';

/** A cluster with these node groups, and a pod for Windows in it. */
async function windowsPod(groups: (typeof WORKSHOP_GROUP)[]) {
  const started = await testCluster({ nodeGroups: () => groups });
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  await started.call('POST', '/api/v1/namespaces/default/serviceaccounts', account);
  const containers = [{ name: 'app', image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022' }];
  const spec = { containers, nodeSelector: { 'kubernetes.io/os': 'windows' } };
  await started.call('POST', PODS, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });
  return { ...started, status: async () => (await started.call('GET', `${PODS}/pod`)).body.status };
}

it('a pod for Windows waits where all nodes are Linux', async () => {
  const { status, cluster } = await windowsPod([WORKSHOP_GROUP]);
  await vi.waitFor(async () =>
    expect((await status()).conditions).toContainEqual(
      expect.objectContaining({
        reason: 'Unschedulable',
        message:
          "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
      }),
    ),
  );
  await cluster.stop();
});

it('a node group of Windows takes it, and says that it cannot run here', async () => {
  const { status, call, cluster } = await windowsPod([WORKSHOP_GROUP, WINDOWS]);
  await vi.waitFor(async () =>
    expect((await status()).containerStatuses[0].state.waiting).toEqual({
      reason: 'ErrImagePull',
      message: 'the local cloud runs no Windows containers: its Windows nodes are there to be scheduled to',
    }),
  );
  const [node] = (await call('GET', '/api/v1/nodes?labelSelector=kubernetes.io/os=windows')).body.items;
  expect(node.status.nodeInfo.operatingSystem).toBe('windows');
  await cluster.stop();
});
