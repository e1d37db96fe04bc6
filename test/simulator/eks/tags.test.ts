import {
  CreateAccessEntryCommand,
  CreatePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { clusters } from '../../../simulator/eks/tables.ts';
import { PARTNER_ACCOUNT } from '../../../simulator/place.ts';
import { CLUSTER_ARN, type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

const CART = { clusterName: 'workshop-a', namespace: 'shop', serviceAccount: 'cart' };

/** A client with these statements, and permission to pass roles. */
function clientWith(endpoint: WorkshopEndpoint, ...statements: object[]): EKSClient {
  const Statement = [...statements, { Action: 'iam:PassRole' }].map((statement) => ({
    ...{ Effect: 'Allow', Resource: '*' },
    ...statement,
  }));
  endpoint.putRole('limited', { inlinePolicy: { Version: '2012-10-17', Statement } });
  return new EKSClient(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'limited' })));
}

describe('tags at creation', () => {
  it('need eks:TagResource in addition', async () => {
    const endpoint = workshopEndpoint();
    const roleArn = endpoint.putRole('cart');
    const client = clientWith(endpoint, { Action: 'eks:CreatePodIdentityAssociation' });
    const create = (tags?: Record<string, string>) =>
      client.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn, tags }));
    await expect(create({ team: 'a' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: eks:TagResource'),
    });
    expect((await create()).association?.tags).toEqual({});
  });

  it('decide as aws:RequestTag and aws:TagKeys', async () => {
    const endpoint = workshopEndpoint();
    const roleArn = endpoint.putRole('cart');
    const Condition = {
      StringEquals: { 'aws:RequestTag/team': 'a' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] },
    };
    const client = clientWith(endpoint, { Action: ['eks:Create*', 'eks:TagResource'], Condition });
    const create = (tags: Record<string, string>) =>
      client.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn, tags }));
    const refused = {
      name: 'AccessDeniedException',
      message: expect.stringContaining('because no identity-based policy'),
    };
    await expect(create({ team: 'b' })).rejects.toMatchObject(refused);
    await expect(create({ team: 'a', other: '' })).rejects.toMatchObject(refused);
    expect((await create({ team: 'a', stage: 'x' })).association?.tags).toEqual({ team: 'a', stage: 'x' });
  });
});

describe('tags of resources', () => {
  it('decide as aws:ResourceTag', async () => {
    const endpoint = workshopEndpoint();
    const roleArn = endpoint.putRole('cart');
    const tags = { team: 'a' };
    const made = await endpoint.client.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn, tags }));
    const { associationId, associationArn: resourceArn } = made.association ?? {};
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'a' } };
    const client = clientWith(endpoint, { Action: 'eks:*', Condition });
    const describe = () =>
      client.send(new DescribePodIdentityAssociationCommand({ clusterName: 'workshop-a', associationId }));
    expect((await describe()).association?.tags).toEqual(tags);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
    await expect(describe()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('eks:DescribePodIdentityAssociation'),
    });
  });

  it('are found by the ARN of an access entry, whose principal has a path', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const principalArn = endpoint.putRole('dev', { path: '/teams/' });
    const created = new CreateAccessEntryCommand({ clusterName: 'workshop-a', principalArn, tags: { team: 'a' } });
    const { accessEntry } = await client.send(created);
    const list = new ListTagsForResourceCommand({ resourceArn: accessEntry?.accessEntryArn });
    expect((await client.send(list)).tags).toEqual({ team: 'a' });
  });

  it('of another account are not seen', async () => {
    const { client, state, cluster } = workshopEndpoint();
    const foreign = { ...cluster, account: PARTNER_ACCOUNT };
    clusters(state, foreign).put(foreign.name, foreign);
    const resourceArn = CLUSTER_ARN.replace(cluster.account, PARTNER_ACCOUNT);
    await expect(client.send(new TagResourceCommand({ resourceArn, tags: { a: '1' } }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `No resource found for arn: ${resourceArn}`,
    });
  });
});
