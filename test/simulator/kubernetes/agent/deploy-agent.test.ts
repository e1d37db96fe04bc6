import { expect, it, onTestFinished, vi } from 'vitest';
import { readText, testCluster } from '../api-server/test-cluster.ts';

const AGENTS = '/apis/apps/v1/namespaces/kube-system/daemonsets';
const PODS = '/api/v1/namespaces/kube-system/pods';

it('shows the agent on the node while the add-on is there', async () => {
  let hasAgent = false;
  const { cluster, call, send } = await testCluster({ hasAgent: () => hasAgent });
  onTestFinished(() => cluster.stop());
  const namesAt = async (path: string) =>
    (await call('GET', path)).body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
  expect(await namesAt(AGENTS)).toEqual([]);

  hasAgent = true;
  cluster.surroundingsChanged?.();
  cluster.surroundingsChanged?.();
  await vi.waitFor(async () => expect(await namesAt(PODS)).toHaveLength(1), 5000);
  const { body } = await call('GET', PODS);
  expect(body.items[0]).toMatchObject({
    metadata: { name: expect.stringMatching(/^eks-pod-identity-agent-\w{5}$/) },
    spec: { hostNetwork: true, containers: [{ args: expect.arrayContaining(['--cluster-name', 'workshop-a']) }] },
  });
  await vi.waitFor(async () => {
    const [pod] = (await call('GET', PODS)).body.items;
    // A pod of the host's network has the node's address.
    expect(pod.status).toMatchObject({ phase: 'Running', podIP: pod.status.hostIP });
  }, 5000);
  const [{ metadata }] = (await call('GET', PODS)).body.items;
  const log = await readText(await send('GET', `${PODS}/${metadata.name}/log`));
  expect(log).toContain('"msg":"Pod Identity Agent version 0.1.37"');

  hasAgent = false;
  cluster.surroundingsChanged?.();
  await vi.waitFor(async () => expect([await namesAt(AGENTS), await namesAt(PODS)]).toEqual([[], []]), 5000);
});
