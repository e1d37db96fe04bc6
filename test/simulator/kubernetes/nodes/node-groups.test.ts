import { EKSClient, UpdateNodegroupConfigCommand } from '@aws-sdk/client-eks';
import { expect, it } from 'vitest';
import { instanceCapacity } from '../../../../simulator/kubernetes/nodes/instance-capacity.ts';
import type { NodeObject } from '../../../../simulator/kubernetes/nodes/node-object.ts';
import { parseQuantity } from '../../../../simulator/kubernetes/quantity.ts';
import { startTestCloud } from '../../test-cloud.ts';

async function startedCloud() {
  const { cloud, config } = await startTestCloud();
  const eks = new EKSClient(config());
  const nodes = () => [...cloud.state.table<NodeObject>('k8s/workshop-a/nodes').values()];
  return { eks, nodes };
}

it('a cluster has the nodes of its node groups, with their labels and taints, and follows their size', async () => {
  const { eks, nodes } = await startedCloud();
  const [first] = nodes();
  expect(nodes()).toHaveLength(1);
  expect(first?.metadata.labels).toMatchObject({
    'eks.amazonaws.com/nodegroup': 'workshop',
    'eks.amazonaws.com/capacityType': 'ON_DEMAND',
    'node.kubernetes.io/instance-type': 'm5.large',
    'topology.kubernetes.io/zone': 'us-west-2a',
  });
  expect(first?.spec?.providerID).toMatch(/^aws:\/\/\/us-west-2a\/i-[0-9a-z]{17}$/);
  await eks.send(
    new UpdateNodegroupConfigCommand({
      clusterName: 'workshop-a',
      nodegroupName: 'workshop',
      scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
      labels: { addOrUpdateLabels: { team: 'shop' } },
      taints: { addOrUpdateTaints: [{ key: 'only', value: 'shop', effect: 'NO_SCHEDULE' }] },
    }),
  );
  expect(nodes().map(({ metadata }) => metadata.labels?.team)).toEqual(['shop', 'shop']);
  expect(nodes()[1]?.spec?.taints).toEqual([{ key: 'only', value: 'shop', effect: 'NoSchedule' }]);
  expect(nodes()[0]?.metadata.uid).toBe(first?.metadata.uid);
});

it.each([
  ['m5.large', '2', '1930m', 8],
  ['t3.medium', '2', '1930m', 4],
  ['c7g.2xlarge', '8', '7910m', 16],
  ['r6i.xlarge', '4', '3920m', 32],
  ['x9.huge', '2', '1930m', 8],
])('%s has its processors and memory', (type, cpu, allocatable, gibibytes) => {
  const found = instanceCapacity(type);
  expect(found.capacity).toMatchObject({ cpu, memory: `${gibibytes * 2 ** 20}Ki` });
  expect(found.allocatable.cpu).toBe(allocatable);
});

it.each([
  ['100m', 0.1],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['2k', 2000],
  ['1e3', 1000],
  ['3', 3],
  ['x', Number.NaN],
])('the quantity %s is %d', (text, amount) => {
  expect(parseQuantity(text)).toBe(amount);
});
