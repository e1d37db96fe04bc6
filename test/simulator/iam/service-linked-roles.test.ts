import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { seedClusters } from '../../../simulator/eks/seed.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { refusal, seededAccounts, trust } from './accounts.ts';

const NAME = 'AWSServiceRoleForAmazonEKS';
const create = (AWSServiceName: string, CustomSuffix?: string) =>
  new iam.CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix });

describe('a service-linked role', () => {
  it('has the name, path, trust and policy that its service gives it', async () => {
    const client = seededAccounts().iam();
    const { Role } = await client.send(create('eks.amazonaws.com'));
    expect(Role).toMatchObject({
      RoleName: NAME,
      Path: '/aws-service-role/eks.amazonaws.com/',
      Arn: `arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/${NAME}`,
    });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust({ Service: 'eks.amazonaws.com' }));
    const { AttachedPolicies } = await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName: NAME }));
    expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([
      'arn:aws:iam::aws:policy/aws-service-role/AmazonEKSServiceRolePolicy',
    ]);
  });

  it('is there once, unless its service takes a suffix', async () => {
    const client = seededAccounts().iam();
    await client.send(create('eks.amazonaws.com'));
    await expect(client.send(create('eks.amazonaws.com'))).rejects.toEqual(
      refusal(
        'InvalidInput',
        400,
        `Service role name ${NAME} has been taken in this account, please try a different suffix.`,
      ),
    );
    await expect(client.send(create('eks.amazonaws.com', 'two'))).rejects.toEqual(
      refusal('InvalidInput', 400, 'Custom suffix is not allowed for eks.amazonaws.com'),
    );
    const { Role } = await client.send(create('autoscaling.amazonaws.com', 'two'));
    expect(Role?.RoleName).toBe('AWSServiceRoleForAutoScaling_two');
    await expect(client.send(create('nothing.amazonaws.com'))).rejects.toEqual(
      refusal('InvalidInput', 400, 'Service-linked roles of nothing.amazonaws.com are not supported.'),
    );
  });

  it('is changed by nobody, but for its description and tags', async () => {
    const client = seededAccounts().iam();
    await client.send(create('eks.amazonaws.com'));
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const RoleName = NAME;
    const protects = refusal(
      'UnmodifiableEntity',
      400,
      `Cannot perform the operation on the protected role '${NAME}' - this role is only modifiable by AWS`,
    );
    await expect(client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toEqual(protects);
    const document = { RoleName, PolicyDocument: trust({ AWS: '*' }) };
    await expect(client.send(new iam.UpdateAssumeRolePolicyCommand(document))).rejects.toEqual(protects);
    const bounded = { RoleName, PermissionsBoundary: PolicyArn };
    await expect(client.send(new iam.PutRolePermissionsBoundaryCommand(bounded))).rejects.toEqual(protects);
    await expect(client.send(new iam.DeleteRoleCommand({ RoleName }))).rejects.toEqual(protects);
    await client.send(new iam.TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'platform' }] }));
    await client.send(new iam.UpdateRoleDescriptionCommand({ RoleName, Description: 'EKS' }));
  });
});

describe('deleting a service-linked role', () => {
  const remove = async (client: iam.IAMClient, RoleName = NAME) => {
    const { DeletionTaskId } = await client.send(new iam.DeleteServiceLinkedRoleCommand({ RoleName }));
    const status = new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId });
    return { DeletionTaskId, ...(await client.send(status)) };
  };

  it('succeeds when nothing uses it', async () => {
    const client = seededAccounts().iam();
    await client.send(create('eks.amazonaws.com'));
    expect(await remove(client)).toMatchObject({
      DeletionTaskId: expect.stringMatching(`^task/aws-service-role/eks.amazonaws.com/${NAME}/[0-9a-f-]{36}$`),
      Status: 'SUCCEEDED',
    });
    await expect(client.send(new iam.GetRoleCommand({ RoleName: NAME }))).rejects.toMatchObject({
      message: `The role with name ${NAME} cannot be found.`,
    });
  });

  it('fails while there are clusters, and names them', async () => {
    const { iam: as, state, endpoint } = seededAccounts();
    const place = { account: LEARNER_ACCOUNT, region: REGION, names: ['shop'] };
    const roles = { clusterRole: 'workshop-cluster', nodeRole: 'workshop-node' };
    seedClusters(state, { ...place, ...roles, ids: endpoint.ids, now: endpoint.clock.now() });
    await as().send(create('eks.amazonaws.com'));
    expect(await remove(as())).toMatchObject({
      Status: 'FAILED',
      Reason: {
        RoleUsageList: [{ Region: REGION, Resources: ['arn:aws:eks:us-west-2:111122223333:cluster/shop'] }],
      },
    });
    await as().send(new iam.GetRoleCommand({ RoleName: NAME }));
  });

  it('is for service-linked roles only', async () => {
    await expect(remove(seededAccounts().iam(), 'workshop-node')).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The service-linked role with name workshop-node cannot be found.'),
    );
  });
});
