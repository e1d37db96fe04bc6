import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListPodIdentityAssociationsCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { hasAssociation } from '../../../simulator/eks/associations.ts';
import { CLUSTER_ARN, type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

const CART = { clusterName: 'workshop-a', namespace: 'shop', serviceAccount: 'cart' };

async function createCart({ client, putRole }: WorkshopEndpoint) {
  const created = await client.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn: putRole('cart') }));
  return created.association ?? {};
}

describe('CreatePodIdentityAssociation', () => {
  it('answers the whole association and tells the cluster', async () => {
    const endpoint = workshopEndpoint();
    const association = await createCart(endpoint);
    expect(association.associationId).toMatch(/^a-[a-z0-9]{17}$/);
    expect(association).toMatchObject({
      ...CART,
      roleArn: 'arn:aws:iam::111122223333:role/cart',
      associationArn: `arn:aws:eks:us-west-2:111122223333:podidentityassociation/workshop-a/${association.associationId}`,
      tags: {},
      createdAt: new Date(endpoint.clock.now()),
      disableSessionTags: false,
    });
    expect(endpoint.changed).toEqual([CLUSTER_ARN]);
    expect(hasAssociation(endpoint.state, CLUSTER_ARN, 'shop', 'cart')).toBe(true);
    expect(hasAssociation(endpoint.state, CLUSTER_ARN, 'shop', 'other')).toBe(false);
  });

  it('refuses a second association of a service account and names the first', async () => {
    const endpoint = workshopEndpoint();
    const { associationId, roleArn } = await createCart(endpoint);
    const again = endpoint.client.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn }));
    await expect(again).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: `Association already exists: ${associationId}`,
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('answers a repeated client request token with what the first call made', async () => {
    const { client, putRole } = workshopEndpoint();
    const input = { ...CART, roleArn: putRole('cart'), clientRequestToken: 'token-1' };
    const first = await client.send(new CreatePodIdentityAssociationCommand(input));
    const second = await client.send(new CreatePodIdentityAssociationCommand(input));
    expect(second.association).toEqual(first.association);
  });

  it('refuses a role that does not exist', async () => {
    const { client } = workshopEndpoint();
    const roleArn = 'arn:aws:iam::111122223333:role/absent';
    await expect(client.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Role provided in the request does not exist.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each([
    ['another service', { Principal: { Service: 'ec2.amazonaws.com' } }],
    ['no sts:TagSession', { Action: 'sts:AssumeRole' }],
  ])('refuses a trust policy with %s', async (_what, trust) => {
    const { client, putRole } = workshopEndpoint();
    const roleArn = putRole('cart', { trust });
    await expect(client.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Trust policy of the role provided is invalid.',
    });
  });

  it('needs iam:PassRole for EKS Pod Identity', async () => {
    const { client: _, ...endpoint } = workshopEndpoint();
    const roleArn = endpoint.putRole('cart');
    const allowed = { Effect: 'Allow', Action: 'eks:*', Resource: '*' };
    endpoint.putRole('deployer', { inlinePolicy: { Version: '2012-10-17', Statement: [allowed] } });
    const deployer = new EKSClient(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'deployer' })));
    await expect(deployer.send(new CreatePodIdentityAssociationCommand({ ...CART, roleArn }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: iam:PassRole on resource: ${roleArn}`),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('refuses clusters that do not exist', async () => {
    const { client, putRole } = workshopEndpoint();
    const input = { ...CART, clusterName: 'absent', roleArn: putRole('cart') };
    await expect(client.send(new CreatePodIdentityAssociationCommand(input))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No cluster found for name: absent.',
      clusterName: 'absent',
    });
  });
});

describe('reading and changing associations', () => {
  it('lists summaries by namespace and service account, in pages', async () => {
    const { client, putRole } = workshopEndpoint();
    const roleArn = putRole('cart');
    for (const serviceAccount of ['one', 'two', 'three']) {
      await client.send(new CreatePodIdentityAssociationCommand({ ...CART, serviceAccount, roleArn }));
    }
    const list = (input: object) =>
      client.send(new ListPodIdentityAssociationsCommand({ clusterName: 'workshop-a', ...input }));
    const first = await list({ maxResults: 2 });
    const rest = await list({ maxResults: 2, nextToken: first.nextToken });
    expect([...(first.associations ?? []), ...(rest.associations ?? [])].map((one) => one.serviceAccount)).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(rest.nextToken).toBeUndefined();
    expect((await list({ serviceAccount: 'two' })).associations).toEqual([
      {
        clusterName: 'workshop-a',
        namespace: 'shop',
        serviceAccount: 'two',
        associationArn: expect.any(String),
        associationId: expect.any(String),
      },
    ]);
    expect((await list({ namespace: 'other' })).associations).toEqual([]);
  });

  it('updates the role and keeps the rest', async () => {
    const endpoint = workshopEndpoint();
    const { associationId } = await createCart(endpoint);
    endpoint.clock.advance(1000);
    const key = { clusterName: 'workshop-a', associationId };
    const input = { ...key, targetRoleArn: 'arn:aws:iam::444455556666:role/orders' };
    await endpoint.client.send(new UpdatePodIdentityAssociationCommand(input));
    const { association } = await endpoint.client.send(new DescribePodIdentityAssociationCommand(key));
    expect(association).toMatchObject({
      ...CART,
      roleArn: 'arn:aws:iam::111122223333:role/cart',
      targetRoleArn: 'arn:aws:iam::444455556666:role/orders',
      externalId: 'us-west-2/111122223333/workshop-a/shop/cart',
      modifiedAt: new Date(endpoint.clock.now()),
    });
  });

  it('answers the deleted association, and then that there is none', async () => {
    const endpoint = workshopEndpoint();
    const { associationId } = await createCart(endpoint);
    const key = { clusterName: 'workshop-a', associationId };
    const deleted = await endpoint.client.send(new DeletePodIdentityAssociationCommand(key));
    expect(deleted.association?.serviceAccount).toBe('cart');
    expect(endpoint.changed).toEqual([CLUSTER_ARN, CLUSTER_ARN]);
    await expect(endpoint.client.send(new DescribePodIdentityAssociationCommand(key))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `No association found for id: ${associationId}.`,
    });
  });
});
