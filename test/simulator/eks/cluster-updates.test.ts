import {
  AssociateEncryptionConfigCommand,
  DeleteClusterCommand,
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeUpdateCommand,
  ListUpdatesCommand,
  UpdateClusterConfigCommand,
  UpdateClusterVersionCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { createActiveShop, createShop, SOON_MS } from './shop-cluster.ts';
import { SUBNETS, workshopEndpoint } from './workshop-endpoint.ts';

describe('updates of a cluster', () => {
  it('are in progress, then successful, and meanwhile no other is taken', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock } = endpoint;
    await createActiveShop(endpoint, { version: '1.33' });
    const { update } = await client.send(new UpdateClusterVersionCommand({ name: 'shop', version: '1.34' }));
    expect(update).toMatchObject({ status: 'InProgress', type: 'VersionUpdate' });
    await expect(client.send(new DeleteClusterCommand({ name: 'shop' }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: `Cannot DeleteCluster because cluster shop currently has update ${update?.id} in progress`,
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
    await createActiveShop(endpoint, { version: '1.31' });
    const update = new UpdateClusterVersionCommand({ name: 'shop', version: '1.33' });
    await expect(endpoint.client.send(update)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Unsupported Kubernetes minor version update from 1.31 to 1.33',
    });
  });

  it('change logging, endpoints and the authentication mode, which goes one way only', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock } = endpoint;
    await createActiveShop(endpoint);
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

  it('encrypt Secrets once and for all', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock } = endpoint;
    await createActiveShop(endpoint);
    const encryptionConfig = [
      { resources: ['secrets'], provider: { keyArn: 'arn:aws:kms:us-west-2:111122223333:key/1' } },
    ];
    const associate = () =>
      client.send(new AssociateEncryptionConfigCommand({ clusterName: 'shop', encryptionConfig }));
    expect((await associate()).update).toMatchObject({ type: 'AssociateEncryptionConfig', status: 'InProgress' });
    clock.advance(SOON_MS);
    const { cluster } = await client.send(new DescribeClusterCommand({ name: 'shop' }));
    expect(cluster?.encryptionConfig).toEqual(encryptionConfig);
    await expect(associate()).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Encryption is already enabled on the cluster',
    });
  });

  it('wait for the cluster to be there', async () => {
    const endpoint = workshopEndpoint();
    await createShop(endpoint);
    const update = new UpdateClusterVersionCommand({ name: 'shop', version: '1.34' });
    await expect(endpoint.client.send(update)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: "Cluster 'shop' is not in ACTIVE status",
    });
  });

  it('say which kinds of clusters there are not', async () => {
    const endpoint = workshopEndpoint();
    await createActiveShop(endpoint);
    const update = new UpdateClusterConfigCommand({ name: 'shop', computeConfig: { enabled: true } });
    await expect(endpoint.client.send(update)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The local cloud does not have EKS Auto Mode (simulator/DIFFERENCES.md).',
    });
  });
});
