import {
  CreateNodegroupCommand,
  DeleteNodegroupCommand,
  DescribeAccessEntryCommand,
  DescribeNodegroupCommand,
  DescribeUpdateCommand,
  UpdateNodegroupConfigCommand,
  UpdateNodegroupVersionCommand,
  waitUntilNodegroupActive,
  waitUntilNodegroupDeleted,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { createActiveShop, SOON_MS } from './shop-cluster.ts';
import { SUBNETS, workshopEndpoint } from './workshop-endpoint.ts';

describe('node groups', () => {
  const NODES = { clusterName: 'shop', nodegroupName: 'nodes' };

  it('come, change and go as waiters expect', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock } = endpoint;
    await createActiveShop(endpoint, { accessConfig: { authenticationMode: 'API' } });
    const nodeRole = endpoint.putRole('nodes', { trust: { Principal: { Service: 'ec2.amazonaws.com' } } });
    const created = await client.send(new CreateNodegroupCommand({ ...NODES, nodeRole, subnets: SUBNETS }));
    expect(created.nodegroup).toMatchObject({ status: 'CREATING', capacityType: 'ON_DEMAND', nodeRole });
    clock.advance(SOON_MS);
    expect((await waitUntilNodegroupActive({ client, maxWaitTime: 31 }, NODES)).state).toBe('SUCCESS');
    const entry = new DescribeAccessEntryCommand({ clusterName: 'shop', principalArn: nodeRole });
    expect((await client.send(entry)).accessEntry).toMatchObject({
      type: 'EC2_LINUX',
      kubernetesGroups: ['system:nodes'],
    });

    const labels = { addOrUpdateLabels: { team: 'a' } };
    const scalingConfig = { minSize: 1, maxSize: 3, desiredSize: 2 };
    const { update } = await client.send(new UpdateNodegroupConfigCommand({ ...NODES, labels, scalingConfig }));
    clock.advance(SOON_MS);
    const key = { name: 'shop', updateId: update?.id, nodegroupName: 'nodes' };
    expect((await client.send(new DescribeUpdateCommand(key))).update?.status).toBe('Successful');
    expect((await client.send(new DescribeNodegroupCommand(NODES))).nodegroup).toMatchObject({
      status: 'ACTIVE',
      labels: { team: 'a' },
      scalingConfig,
    });

    expect((await client.send(new DeleteNodegroupCommand(NODES))).nodegroup?.status).toBe('DELETING');
    clock.advance(SOON_MS);
    expect((await waitUntilNodegroupDeleted({ client, maxWaitTime: 31 }, NODES)).state).toBe('SUCCESS');
  });

  it('have versions of Kubernetes and of AMIs that go together', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const key = { clusterName: 'workshop-a', nodegroupName: 'nodes' };
    const nodeRole = endpoint.putRole('nodes');
    const create = (input: object) =>
      client.send(new CreateNodegroupCommand({ ...key, nodeRole, subnets: SUBNETS, ...input }));
    await expect(create({ version: '1.32', releaseVersion: '1.33.3-20251112' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Requested release version 1.33.3-20251112 is not valid for kubernetes version 1.32.',
    });
    await expect(create({ version: '1.34' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: "Nodegroup version 1.34 cannot be newer than the cluster's 1.33.",
    });
    const { nodegroup } = await create({ version: '1.32', releaseVersion: '1.32.9-20251112' });
    expect(nodegroup).toMatchObject({ version: '1.32', releaseVersion: '1.32.9-20251112' });
    endpoint.clock.advance(SOON_MS);
    await client.send(new UpdateNodegroupVersionCommand(key));
    const updated = await client.send(new DescribeNodegroupCommand(key));
    expect(updated.nodegroup).toMatchObject({ version: '1.33', releaseVersion: '1.33.0-20251112' });
  });

  it('are at most 30 of a cluster', async () => {
    const endpoint = workshopEndpoint();
    const nodeRole = endpoint.putRole('nodes');
    const create = (count: number) => {
      const key = { clusterName: 'workshop-a', nodegroupName: `nodes-${count}` };
      return endpoint.client.send(new CreateNodegroupCommand({ ...key, nodeRole, subnets: SUBNETS }));
    };
    for (let count = 1; count < 30; count += 1) await create(count);
    await expect(create(30)).rejects.toMatchObject({
      name: 'ResourceLimitExceededException',
      message: 'Managed node groups per cluster: the limit of 30 is exceeded.',
    });
  });

  it('have names of their own and sizes in order', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const taken = { clusterName: 'workshop-a', nodegroupName: 'workshop' };
    const nodeRole = endpoint.putRole('nodes');
    const again = new CreateNodegroupCommand({ ...taken, nodeRole, subnets: SUBNETS });
    await expect(client.send(again)).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'NodeGroup already exists with name workshop and cluster name workshop-a',
    });
    const backwards = { minSize: 2, maxSize: 2, desiredSize: 1 };
    const small = new CreateNodegroupCommand({
      ...taken,
      ...{ nodegroupName: 'nodes', nodeRole, subnets: SUBNETS, scalingConfig: backwards },
    });
    await expect(client.send(small)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: "minSize can't be greater than desiredSize",
    });
    const scalingConfig = { minSize: 3, maxSize: 2, desiredSize: 2 };
    await expect(client.send(new UpdateNodegroupConfigCommand({ ...taken, scalingConfig }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: "Minimum capacity 3 can't be greater than maximum size 2",
    });
  });
});
