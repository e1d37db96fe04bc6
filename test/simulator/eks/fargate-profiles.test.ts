import {
  CreateFargateProfileCommand,
  DeleteClusterCommand,
  DeleteFargateProfileCommand,
  DescribeAccessEntryCommand,
  DescribeFargateProfileCommand,
  ListFargateProfilesCommand,
  ListTagsForResourceCommand,
  waitUntilFargateProfileActive,
  waitUntilFargateProfileDeleted,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { createActiveShop, SOON_MS } from './shop-cluster.ts';
import { SUBNETS, type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

const PROFILE = { clusterName: 'shop', fargateProfileName: 'batch' };
const selectors = [{ namespace: 'batch', labels: { tier: 'night' } }];
const TRUST = {
  Principal: { Service: 'eks-fargate-pods.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:us-west-2:111122223333:fargateprofile/shop/*' } },
};

async function shop() {
  const endpoint = workshopEndpoint();
  await createActiveShop(endpoint, { accessConfig: { authenticationMode: 'API' } });
  return endpoint;
}

const create = ({ client, putRole }: WorkshopEndpoint, input: object = {}) =>
  client.send(
    new CreateFargateProfileCommand({
      ...PROFILE,
      podExecutionRoleArn: putRole('fargate', { trust: TRUST }),
      subnets: SUBNETS,
      selectors,
      ...input,
    }),
  );

describe('Fargate profiles', () => {
  it('come and go as waiters expect, and let their nodes in', async () => {
    const endpoint = await shop();
    const { client, clock } = endpoint;
    const { fargateProfile } = await create(endpoint, { tags: { team: 'a' } });
    expect(fargateProfile).toMatchObject({ ...PROFILE, status: 'CREATING', selectors, subnets: SUBNETS });
    expect(fargateProfile?.fargateProfileArn).toMatch(
      /^arn:aws:eks:us-west-2:111122223333:fargateprofile\/shop\/batch\/[0-9a-f-]{36}$/,
    );
    clock.advance(SOON_MS);
    expect((await waitUntilFargateProfileActive({ client, maxWaitTime: 31 }, PROFILE)).state).toBe('SUCCESS');
    const tagged = new ListTagsForResourceCommand({ resourceArn: fargateProfile?.fargateProfileArn });
    expect((await client.send(tagged)).tags).toEqual({ team: 'a' });
    const principalArn = fargateProfile?.podExecutionRoleArn;
    const entry = await client.send(new DescribeAccessEntryCommand({ clusterName: 'shop', principalArn }));
    expect(entry.accessEntry).toMatchObject({ type: 'FARGATE_LINUX', username: 'system:node:{{SessionName}}' });
    await expect(client.send(new DeleteClusterCommand({ name: 'shop' }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Cluster has Fargate profiles attached',
    });
    const deleted = await client.send(new DeleteFargateProfileCommand(PROFILE));
    expect(deleted.fargateProfile?.status).toBe('DELETING');
    clock.advance(SOON_MS);
    expect((await waitUntilFargateProfileDeleted({ client, maxWaitTime: 31 }, PROFILE)).state).toBe('SUCCESS');
    expect((await client.send(new ListFargateProfilesCommand({ clusterName: 'shop' }))).fargateProfileNames).toEqual(
      [],
    );
    await expect(client.send(new DescribeFargateProfileCommand(PROFILE))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No Fargate Profile found with name: batch.',
    });
  });

  it('are made one after the other', async () => {
    const endpoint = await shop();
    await create(endpoint);
    await expect(create(endpoint, { fargateProfileName: 'other' })).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message:
        'Cannot create Fargate Profile other because cluster shop currently has Fargate profile batch in status CREATING',
    });
    endpoint.clock.advance(SOON_MS);
    await expect(create(endpoint)).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'A Fargate Profile already exists with this name in this cluster.',
    });
  });

  it.each([
    ['no selectors', { selectors: [] }, 'Fargate Profile requires at least one selector.'],
    [
      'a selector without a namespace',
      { selectors: [{}] },
      'Fargate Profile must have at least one selector with at least one namespace value.',
    ],
    [
      'a role that Fargate may not assume',
      { podExecutionRoleArn: 'arn:aws:iam::111122223333:role/cluster' },
      'Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal',
    ],
  ])('refuse %s', async (_what, input, message) => {
    await expect(create(await shop(), input)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
  });
});
