import {
  CreateClusterCommand,
  CreateNodegroupCommand,
  DeleteClusterCommand,
  DeleteNodegroupCommand,
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  DescribeUpdateCommand,
  EKSClient,
  ListClustersCommand,
  ListUpdatesCommand,
  UpdateClusterConfigCommand,
  UpdateClusterVersionCommand,
  UpdateNodegroupConfigCommand,
  waitUntilClusterActive,
  waitUntilClusterDeleted,
  waitUntilNodegroupActive,
  waitUntilNodegroupDeleted,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

const SOON_MS = 1000;
const EKS_TRUST = { Principal: { Service: 'eks.amazonaws.com' }, Action: 'sts:AssumeRole' };
const SUBNETS = ['subnet-0a', 'subnet-0b'];

const create = ({ client, putRole }: WorkshopEndpoint, input: object = {}) =>
  client.send(
    new CreateClusterCommand({
      name: 'shop',
      roleArn: putRole('cluster', { trust: EKS_TRUST }),
      resourcesVpcConfig: { subnetIds: SUBNETS },
      ...input,
    }),
  );

async function createActive(endpoint: WorkshopEndpoint, input: object = {}) {
  const { cluster } = await create(endpoint, input);
  endpoint.clock.advance(SOON_MS);
  return cluster;
}

describe('CreateCluster', () => {
  it('answers CREATING without an endpoint, which is there when the cluster is ACTIVE', async () => {
    const endpoint = workshopEndpoint();
    const { cluster } = await create(endpoint, { version: '1.33', tags: { team: 'a' } });
    expect(cluster).toMatchObject({
      name: 'shop',
      arn: 'arn:aws:eks:us-west-2:111122223333:cluster/shop',
      status: 'CREATING',
      version: '1.33',
      tags: { team: 'a' },
      accessConfig: { authenticationMode: 'CONFIG_MAP' },
      resourcesVpcConfig: { subnetIds: SUBNETS, endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] },
    });
    expect(cluster?.endpoint).toBeUndefined();
    endpoint.clock.advance(SOON_MS);
    const waited = await waitUntilClusterActive({ client: endpoint.client, maxWaitTime: 31 }, { name: 'shop' });
    expect(waited.state).toBe('SUCCESS');
    const described = await endpoint.client.send(new DescribeClusterCommand({ name: 'shop' }));
    expect(described.cluster).toMatchObject({ status: 'ACTIVE', endpoint: 'https://127.0.0.1:6443' });
    expect((await endpoint.client.send(new ListClustersCommand({ maxResults: 1 }))).nextToken).toBeDefined();
  });

  it('has the API server made when someone first looks at the ACTIVE cluster', async () => {
    const opened: string[] = [];
    const endpoint = workshopEndpoint({
      openCluster: (arn) => {
        opened.push(arn);
        return Promise.resolve();
      },
    });
    const cluster = await create(endpoint);
    await endpoint.client.send(new DescribeClusterCommand({ name: 'shop' }));
    expect(opened).toEqual([]);
    endpoint.clock.advance(SOON_MS);
    await endpoint.client.send(new DescribeClusterCommand({ name: 'shop' }));
    expect(opened).toEqual([cluster.cluster?.arn]);
  });

  it.each([
    [
      'a name that is taken',
      { name: 'workshop-a' },
      'ResourceInUseException',
      'Cluster already exists with name: workshop-a',
    ],
    ['an unknown version', { version: '1.20' }, 'InvalidParameterException', 'unsupported Kubernetes version'],
    [
      'a role that does not exist',
      { roleArn: 'arn:aws:iam::111122223333:role/absent' },
      'InvalidParameterException',
      'Role with arn: arn:aws:iam::111122223333:role/absent, could not be assumed because it does not exist or the trusted entity is not correct',
    ],
    [
      'reserved tags',
      { tags: { 'aws:x': '' } },
      'InvalidParameterException',
      'Tag keys that start with aws: are reserved.',
    ],
  ])('refuses %s', async (_what, input, name, message) => {
    await expect(create(workshopEndpoint(), input)).rejects.toMatchObject({ name, message });
  });

  it('refuses a role that EKS may not assume', async () => {
    const endpoint = workshopEndpoint();
    const roleArn = endpoint.putRole('pods');
    await expect(create(endpoint, { roleArn })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    });
  });

  it('makes at most 100 clusters', async () => {
    const endpoint = workshopEndpoint();
    for (let count = 1; count < 100; count += 1) await create(endpoint, { name: `shop-${count}` });
    await expect(create(endpoint, { name: 'shop-100' })).rejects.toMatchObject({
      name: 'ResourceLimitExceededException',
      message: 'Cluster limit of 100 exceeded.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('answers a repeated client request token with what the first call made', async () => {
    const endpoint = workshopEndpoint();
    const first = await create(endpoint, { clientRequestToken: 'token' });
    const second = await create(endpoint, { clientRequestToken: 'token' });
    expect(second.cluster).toEqual(first.cluster);
  });

  it('makes its caller the administrator', async () => {
    const endpoint = workshopEndpoint();
    const allowed = { Effect: 'Allow', Action: '*', Resource: '*' };
    endpoint.putRole('deployer', { inlinePolicy: { Version: '2012-10-17', Statement: [allowed] } });
    const client = new EKSClient(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'deployer' })));
    await create({ ...endpoint, client }, { accessConfig: { authenticationMode: 'API' } });
    const principalArn = 'arn:aws:iam::111122223333:role/deployer';
    const { accessEntry } = await client.send(new DescribeAccessEntryCommand({ clusterName: 'shop', principalArn }));
    expect(accessEntry).toMatchObject({
      type: 'STANDARD',
      username: 'arn:aws:sts::111122223333:assumed-role/deployer/{{SessionName}}',
    });
  });
});

describe('DeleteCluster', () => {
  it('is DELETING, and then gone with all that it had', async () => {
    const closed: string[] = [];
    const endpoint = workshopEndpoint({ closeCluster: (arn) => void closed.push(arn) });
    const cluster = await createActive(endpoint);
    const deleted = await endpoint.client.send(new DeleteClusterCommand({ name: 'shop' }));
    expect(deleted.cluster?.status).toBe('DELETING');
    await expect(create(endpoint)).rejects.toMatchObject({ message: 'Cluster already exists with name: shop' });
    expect(closed).toEqual([]);
    endpoint.clock.advance(SOON_MS);
    expect(closed).toEqual([cluster?.arn]);
    const waited = await waitUntilClusterDeleted({ client: endpoint.client, maxWaitTime: 31 }, { name: 'shop' });
    expect(waited.state).toBe('SUCCESS');
    expect(endpoint.state.tableNames().filter((name) => name.endsWith('/shop'))).toEqual([]);
  });

  it('waits for the node groups to go', async () => {
    const endpoint = workshopEndpoint();
    await expect(endpoint.client.send(new DeleteClusterCommand({ name: 'workshop-a' }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Cluster has nodegroups attached',
      nodegroupName: 'workshop',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('is refused under deletion protection', async () => {
    const endpoint = workshopEndpoint();
    await createActive(endpoint, { deletionProtection: true });
    await expect(endpoint.client.send(new DeleteClusterCommand({ name: 'shop' }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'Cluster shop cannot be deleted because deletion protection is enabled.',
    });
  });
});

describe('updates of a cluster', () => {
  it('are in progress, then successful, and meanwhile no other is taken', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock } = endpoint;
    await createActive(endpoint, { version: '1.33' });
    const { update } = await client.send(new UpdateClusterVersionCommand({ name: 'shop', version: '1.34' }));
    expect(update).toMatchObject({ status: 'InProgress', type: 'VersionUpdate' });
    await expect(client.send(new DeleteClusterCommand({ name: 'shop' }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Cannot proceed because cluster shop currently has an update in progress',
    });
    expect((await client.send(new DescribeClusterCommand({ name: 'shop' }))).cluster?.status).toBe('UPDATING');
    clock.advance(SOON_MS);
    const described = await client.send(new DescribeUpdateCommand({ name: 'shop', updateId: update?.id }));
    expect(described.update?.status).toBe('Successful');
    expect((await client.send(new DescribeClusterCommand({ name: 'shop' }))).cluster).toMatchObject({
      status: 'ACTIVE',
      version: '1.34',
    });
    expect((await client.send(new ListUpdatesCommand({ name: 'shop' }))).updateIds).toEqual([update?.id]);
  });

  it('go one minor version at a time', async () => {
    const endpoint = workshopEndpoint();
    await createActive(endpoint, { version: '1.31' });
    const update = new UpdateClusterVersionCommand({ name: 'shop', version: '1.33' });
    await expect(endpoint.client.send(update)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Unsupported Kubernetes minor version update from 1.31 to 1.33',
    });
  });

  it('change logging, endpoints and the authentication mode, which goes one way only', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock } = endpoint;
    await createActive(endpoint);
    const update = async (input: object) => {
      await client.send(new UpdateClusterConfigCommand({ name: 'shop', ...input }));
      clock.advance(SOON_MS);
    };
    await update({ logging: { clusterLogging: [{ types: ['api'], enabled: true }] } });
    await update({ resourcesVpcConfig: { endpointPrivateAccess: true } });
    await update({ accessConfig: { authenticationMode: 'API' } });
    const { cluster } = await client.send(new DescribeClusterCommand({ name: 'shop' }));
    expect(cluster).toMatchObject({
      logging: {
        clusterLogging: [
          { types: ['api'], enabled: true },
          { types: ['audit', 'authenticator', 'controllerManager', 'scheduler'], enabled: false },
        ],
      },
      resourcesVpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, subnetIds: SUBNETS },
      accessConfig: { authenticationMode: 'API' },
    });
    await expect(update({ accessConfig: { authenticationMode: 'CONFIG_MAP' } })).rejects.toMatchObject({
      message: 'Unsupported authentication mode update from API to CONFIG_MAP',
    });
    await expect(update({ resourcesVpcConfig: { endpointPrivateAccess: true } })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(
        'Cluster is already at the desired configuration with endpointPrivateAccess: true',
      ),
    });
  });

  it('lists the versions there are', async () => {
    const { client } = workshopEndpoint();
    const { clusterVersions } = await client.send(new DescribeClusterVersionsCommand({ defaultOnly: true }));
    expect(clusterVersions).toMatchObject([{ clusterVersion: '1.33', versionStatus: 'EXTENDED_SUPPORT' }]);
  });
});

describe('node groups', () => {
  const NODES = { clusterName: 'shop', nodegroupName: 'nodes' };

  it('come, change and go as waiters expect', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock } = endpoint;
    await createActive(endpoint, { accessConfig: { authenticationMode: 'API' } });
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
