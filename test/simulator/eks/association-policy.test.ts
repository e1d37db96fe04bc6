import { CreatePodIdentityAssociationCommand, UpdatePodIdentityAssociationCommand } from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { workshopEndpoint } from './workshop-endpoint.ts';

const CART = { clusterName: 'workshop-a', namespace: 'shop', serviceAccount: 'cart' };

describe('the policy of an association', () => {
  const policyFor = (...resources: string[]) => {
    const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resources }];
    return JSON.stringify({ Version: '2012-10-17', Statement });
  };
  const bucketsOf = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-${index}/*`);

  it.each([
    [
      'with session tags',
      { policy: policyFor('*') },
      'When policy is specified, disableSessionTags must be set to true',
    ],
    ['that is no JSON', { policy: 'Allow', disableSessionTags: true }, 'The policy is not valid JSON.'],
    [
      'of more than 2,048 characters',
      { policy: policyFor(...bucketsOf(90)), disableSessionTags: true },
      'The parameter policy should not be greater than 2048 characters.',
    ],
    [
      'that STS would not take',
      { policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}', disableSessionTags: true },
      'Policy statement must contain actions.',
    ],
    [
      'that leaves no room in the token',
      { policy: policyFor(...bucketsOf(70)), disableSessionTags: true },
      'Packed policy consumes 184% of allotted space, please use smaller policy.',
    ],
  ])('refuses a policy %s', async (_what, choice, message) => {
    const { client, putRole } = workshopEndpoint();
    const input = { ...CART, roleArn: putRole('cart'), ...choice };
    await expect(client.send(new CreatePodIdentityAssociationCommand(input))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message,
      clusterName: 'workshop-a',
    });
  });

  it('keeps session tags off while there is a policy', async () => {
    const { client, putRole } = workshopEndpoint();
    const choice = { roleArn: putRole('cart'), disableSessionTags: true, policy: policyFor('*') };
    const made = await client.send(new CreatePodIdentityAssociationCommand({ ...CART, ...choice }));
    expect(made.association).toMatchObject({ disableSessionTags: true, policy: policyFor('*') });
    const which = { clusterName: 'workshop-a', associationId: made.association?.associationId };
    const update = (input: object) => client.send(new UpdatePodIdentityAssociationCommand({ ...which, ...input }));
    await expect(update({ disableSessionTags: false })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'When policy is specified, disableSessionTags must be set to true',
    });
    expect((await update({ policy: policyFor('arn:aws:s3:::one/*') })).association).toMatchObject({
      disableSessionTags: true,
      policy: policyFor('arn:aws:s3:::one/*'),
    });
  });
});
