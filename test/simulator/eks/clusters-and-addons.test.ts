import {
  CreateAddonCommand,
  DeleteAddonCommand,
  DescribeAddonCommand,
  DescribeAddonVersionsCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListAddonsCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  waitUntilAddonActive,
  waitUntilAddonDeleted,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { isAddonActive } from '../../../simulator/eks/addon-rows.ts';
import { CLUSTER_ARN, workshopEndpoint } from './workshop-endpoint.ts';

const AGENT = { clusterName: 'workshop-a', addonName: 'eks-pod-identity-agent' };

describe('clusters', () => {
  it('describes an active cluster with issuer, endpoint and CA', async () => {
    const { client } = workshopEndpoint();
    const { cluster } = await client.send(new DescribeClusterCommand({ name: 'workshop-a' }));
    expect(cluster).toMatchObject({
      name: 'workshop-a',
      arn: CLUSTER_ARN,
      status: 'ACTIVE',
      version: '1.33',
      endpoint: 'https://127.0.0.1:6443',
      certificateAuthority: { data: 'Q0E=' },
      accessConfig: { authenticationMode: 'API' },
    });
    expect(cluster?.identity?.oidc?.issuer).toMatch(
      /^https:\/\/oidc\.eks\.us-west-2\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
    );
  });

  it('lists clusters by Region', async () => {
    const endpoint = workshopEndpoint();
    expect((await endpoint.client.send(new ListClustersCommand({}))).clusters).toEqual(['workshop-a']);
    const elsewhere = new EKSClient({ ...endpoint.clientConfig(), region: 'us-east-1' });
    expect((await elsewhere.send(new ListClustersCommand({}))).clusters).toEqual([]);
  });

  it('has one node group', async () => {
    const { client } = workshopEndpoint();
    const { nodegroups } = await client.send(new ListNodegroupsCommand({ clusterName: 'workshop-a' }));
    expect(nodegroups).toEqual(['workshop']);
    const named = { clusterName: 'workshop-a', nodegroupName: 'workshop' };
    const { nodegroup } = await client.send(new DescribeNodegroupCommand(named));
    expect(nodegroup).toMatchObject({ status: 'ACTIVE', nodeRole: 'arn:aws:iam::111122223333:role/workshop-node' });
    await expect(client.send(new DescribeNodegroupCommand({ ...named, nodegroupName: 'x' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No node group found for name: x.',
    });
  });

  it('tags and untags what an ARN names', async () => {
    const { client } = workshopEndpoint();
    await client.send(new TagResourceCommand({ resourceArn: CLUSTER_ARN, tags: { a: '1', b: '2' } }));
    await client.send(new UntagResourceCommand({ resourceArn: CLUSTER_ARN, tagKeys: ['a'] }));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn: CLUSTER_ARN }));
    expect(tags).toEqual({ b: '2' });
    const absent = { resourceArn: `${CLUSTER_ARN}-absent` };
    await expect(client.send(new ListTagsForResourceCommand(absent))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `No resource found for arn: ${CLUSTER_ARN}-absent`,
    });
  });
});

describe('the add-on eks-pod-identity-agent', () => {
  it('is CREATING in the answer and ACTIVE at the next reading', async () => {
    const { client, changed, state } = workshopEndpoint();
    const { addon } = await client.send(new CreateAddonCommand(AGENT));
    expect(addon).toMatchObject({ ...AGENT, status: 'CREATING', addonVersion: 'v1.3.10-eksbuild.2' });
    expect(changed).toEqual([CLUSTER_ARN]);
    expect(isAddonActive(state, CLUSTER_ARN, AGENT.addonName)).toBe(true);
    expect((await waitUntilAddonActive({ client, maxWaitTime: 20 }, AGENT)).state).toBe('SUCCESS');
    expect((await client.send(new ListAddonsCommand({ clusterName: 'workshop-a' }))).addons).toEqual([AGENT.addonName]);
  });

  it('can be had only once', async () => {
    const { client } = workshopEndpoint();
    await client.send(new CreateAddonCommand(AGENT));
    await expect(client.send(new CreateAddonCommand(AGENT))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Addon already exists.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('goes at once when deleted', async () => {
    const { client, state } = workshopEndpoint();
    await client.send(new CreateAddonCommand(AGENT));
    expect((await client.send(new DeleteAddonCommand(AGENT))).addon?.status).toBe('DELETING');
    expect(isAddonActive(state, CLUSTER_ARN, AGENT.addonName)).toBe(false);
    expect((await waitUntilAddonDeleted({ client, maxWaitTime: 20 }, AGENT)).state).toBe('SUCCESS');
    await expect(client.send(new DescribeAddonCommand(AGENT))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No addon: eks-pod-identity-agent found in cluster: workshop-a',
      addonName: 'eks-pod-identity-agent',
    });
  });

  it('comes in versions', async () => {
    const { client } = workshopEndpoint();
    const { addons } = await client.send(new DescribeAddonVersionsCommand({ addonName: AGENT.addonName }));
    expect(addons?.[0]?.addonVersions?.[0]?.addonVersion).toBe('v1.3.10-eksbuild.2');
    const unknown = { ...AGENT, addonVersion: 'v9' };
    await expect(client.send(new CreateAddonCommand(unknown))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Addon version specified is not supported',
    });
    await expect(client.send(new CreateAddonCommand({ ...AGENT, addonName: 'adot' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('Addon specified is not supported: the local cloud has'),
    });
  });
});
