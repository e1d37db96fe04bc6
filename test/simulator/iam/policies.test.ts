import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { allow, refusal, seededAccounts } from './accounts.ts';

const PolicyArn = 'arn:aws:iam::111122223333:policy/shop';
const create = new iam.CreatePolicyCommand({ PolicyName: 'shop', PolicyDocument: allow('s3:GetObject') });

describe('a managed policy', () => {
  it('has up to five versions, numbered without reuse', async () => {
    const client = seededAccounts().iam();
    await client.send(create);
    const next = (SetAsDefault: boolean) =>
      client.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allow('s3:*'), SetAsDefault }));
    for (const setAsDefault of [true, false, false, false]) await next(setAsDefault);
    await expect(next(true)).rejects.toEqual(
      refusal(
        'LimitExceeded',
        409,
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      ),
    );
    await client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
    expect((await next(false)).PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: false });
    const { Versions } = await client.send(new iam.ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map((version) => version.VersionId)).toEqual(['v6', 'v4', 'v3', 'v2', 'v1']);
    await expect(client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))).rejects.toEqual(
      refusal('DeleteConflict', 409, 'Cannot delete the default version of a policy.'),
    );
    const { PolicyVersion } = await client.send(new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(allow('s3:*'));
  });

  it('goes only when nothing uses it', async () => {
    const client = seededAccounts().iam();
    await client.send(create);
    await client.send(new iam.AttachRolePolicyCommand({ RoleName: 'workshop-node', PolicyArn }));
    const entities = await client.send(new iam.ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(entities.PolicyRoles?.map((role) => role.RoleName)).toEqual(['workshop-node']);
    expect((await client.send(new iam.GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
    await expect(client.send(new iam.DeletePolicyCommand({ PolicyArn }))).rejects.toEqual(
      refusal('DeleteConflict', 409, 'Cannot delete a policy attached to entities.'),
    );
    await client.send(new iam.DetachRolePolicyCommand({ RoleName: 'workshop-node', PolicyArn }));
    await client.send(new iam.DeletePolicyCommand({ PolicyArn }));
    await expect(client.send(new iam.GetPolicyCommand({ PolicyArn }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, `Policy ${PolicyArn} was not found.`),
    );
  });

  it('has a name and a size', async () => {
    const client = seededAccounts().iam();
    await client.send(create);
    await expect(client.send(create)).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, 'A policy called shop already exists. Duplicate names are not allowed.'),
    );
    const long = { PolicyName: 'long', PolicyDocument: allow('s3:*', `arn:aws:s3:::${'x'.repeat(6144)}`) };
    await expect(client.send(new iam.CreatePolicyCommand(long))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for PolicySize: 6144'),
    );
  });

  it('of AWS can be read and not changed', async () => {
    const client = seededAccounts().iam();
    const { Policies } = await client.send(new iam.ListPoliciesCommand({ Scope: 'AWS' }));
    expect(Policies?.map((policy) => policy.PolicyName)).toContain('AmazonEKSWorkerNodePolicy');
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await expect(client.send(new iam.DeletePolicyCommand({ PolicyArn: admin }))).rejects.toEqual(
      refusal('AccessDenied', 403, 'Policy is outside your own account.'),
    );
  });
});
