import {
  DeleteClusterCommand,
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  EKSClient,
  ListClustersCommand,
  waitUntilClusterActive,
  waitUntilClusterDeleted,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { createActiveShop, createShop, SOON_MS } from './shop-cluster.ts';
import { SUBNETS, workshopEndpoint } from './workshop-endpoint.ts';

describe('CreateCluster', () => {
  it('answers CREATING without an endpoint, which is there when the cluster is ACTIVE', async () => {
    const endpoint = workshopEndpoint();
    const { cluster } = await createShop(endpoint, { version: '1.33', tags: { team: 'a' } });
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
    const cluster = await createShop(endpoint);
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
    [
      'characters that names may not have',
      { name: 'shop.1' },
      'InvalidParameterException',
      'The parameter name contains invalid characters. It should conform to the regular expression "^[0-9A-Za-z][A-Za-z0-9-_]*"In other words, it should start with a number or letter, and can contain numbers, letters, dashes, and underscores.',
    ],
    [
      'a name that is too long',
      { name: 'x'.repeat(101) },
      'InvalidParameterException',
      'The parameter name should not be greater than 100 characters.',
    ],
    [
      'clusters on Outposts',
      { outpostConfig: { outpostArns: [], controlPlaneInstanceType: 'm5.large' } },
      'InvalidParameterException',
      'The local cloud does not have outpostConfig (simulator/DIFFERENCES.md).',
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
    await expect(createShop(workshopEndpoint(), input)).rejects.toMatchObject({ name, message });
  });

  it('refuses a role that EKS may not assume', async () => {
    const endpoint = workshopEndpoint();
    const roleArn = endpoint.putRole('pods');
    await expect(createShop(endpoint, { roleArn })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    });
  });

  it('makes at most 100 clusters', async () => {
    const endpoint = workshopEndpoint();
    for (let count = 1; count < 100; count += 1) await createShop(endpoint, { name: `shop-${count}` });
    await expect(createShop(endpoint, { name: 'shop-100' })).rejects.toMatchObject({
      name: 'ResourceLimitExceededException',
      message: 'Clusters: the limit of 100 is exceeded.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('answers a repeated client request token with what the first call made', async () => {
    const endpoint = workshopEndpoint();
    const first = await createShop(endpoint, { clientRequestToken: 'token' });
    const second = await createShop(endpoint, { clientRequestToken: 'token' });
    expect(second.cluster).toEqual(first.cluster);
    const other = createShop(endpoint, { clientRequestToken: 'token', version: '1.34' });
    await expect(other).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The clientRequestToken was used before, with other parameters.',
    });
  });

  it('makes its caller the administrator', async () => {
    const endpoint = workshopEndpoint();
    const allowed = { Effect: 'Allow', Action: '*', Resource: '*' };
    endpoint.putRole('deployer', { inlinePolicy: { Version: '2012-10-17', Statement: [allowed] } });
    const client = new EKSClient(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'deployer' })));
    await createShop({ ...endpoint, client }, { accessConfig: { authenticationMode: 'API' } });
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
    const cluster = await createActiveShop(endpoint);
    const deleted = await endpoint.client.send(new DeleteClusterCommand({ name: 'shop' }));
    expect(deleted.cluster?.status).toBe('DELETING');
    await expect(createShop(endpoint)).rejects.toMatchObject({ message: 'Cluster already exists with name: shop' });
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
    await createActiveShop(endpoint, { deletionProtection: true });
    await expect(endpoint.client.send(new DeleteClusterCommand({ name: 'shop' }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'Cluster shop cannot be deleted because deletion protection is enabled.',
    });
  });
});
