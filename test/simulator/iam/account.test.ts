import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { allow, refusal, seededAccounts } from './accounts.ts';

describe('an account', () => {
  it('has one alias, which no other account has', async () => {
    const { iam: as, partner } = seededAccounts();
    const alias = (AccountAlias: string) => new iam.CreateAccountAliasCommand({ AccountAlias });
    await as().send(alias('first'));
    await as().send(alias('workshop'));
    expect((await as().send(new iam.ListAccountAliasesCommand({}))).AccountAliases).toEqual(['workshop']);
    await expect(as(partner).send(alias('workshop'))).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, 'The account alias workshop already exists.'),
    );
    await expect(as().send(alias('-x-'))).rejects.toMatchObject({ name: 'ValidationError' });
    await as().send(new iam.DeleteAccountAliasCommand({ AccountAlias: 'workshop' }));
    expect((await as().send(new iam.ListAccountAliasesCommand({}))).AccountAliases).toEqual([]);
  });

  it('counts what it has, and tells its quotas', async () => {
    const client = seededAccounts().iam();
    const { SummaryMap } = await client.send(new iam.GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      Users: 1,
      Roles: 2,
      Groups: 0,
      RolesQuota: 1000,
      AssumeRolePolicySizeQuota: 2048,
    });
  });

  it('shows everything about who may do what, page by page', async () => {
    const client = seededAccounts().iam();
    const inline = { RoleName: 'workshop-node', PolicyName: 'p', PolicyDocument: allow('s3:*') };
    await client.send(new iam.PutRolePolicyCommand(inline));
    const all = await client.send(new iam.GetAccountAuthorizationDetailsCommand({}));
    expect(all.UserDetailList?.map((user) => user.UserName)).toEqual(['workshop']);
    expect(all.RoleDetailList?.map((role) => role.RoleName)).toEqual(['workshop-cluster', 'workshop-node']);
    expect(decodeURIComponent(all.RoleDetailList?.[1]?.RolePolicyList?.[0]?.PolicyDocument ?? '')).toBe(allow('s3:*'));
    expect(all.Policies?.map((policy) => policy.PolicyName)).toContain('AdministratorAccess');
    const roles = { Filter: ['Role' as const], MaxItems: 1 };
    const first = await client.send(new iam.GetAccountAuthorizationDetailsCommand(roles));
    expect(first).toMatchObject({ IsTruncated: true, UserDetailList: [] });
    const rest = await client.send(new iam.GetAccountAuthorizationDetailsCommand({ ...roles, Marker: first.Marker }));
    expect(rest.RoleDetailList?.map((role) => role.RoleName)).toEqual(['workshop-node']);
  });

  it('has users without passwords and devices', async () => {
    const client = seededAccounts().iam();
    await expect(client.send(new iam.GetLoginProfileCommand({ UserName: 'workshop' }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'Login Profile for User workshop cannot be found.'),
    );
    expect((await client.send(new iam.ListMFADevicesCommand({}))).MFADevices).toEqual([]);
  });

  it('lists policies by how they are used', async () => {
    const client = seededAccounts().iam();
    for (const [PolicyName, Path] of [
      ['used', '/a/'],
      ['limit', '/a/'],
      ['idle', '/b/'],
    ] as const) {
      await client.send(new iam.CreatePolicyCommand({ PolicyName, Path, PolicyDocument: allow('s3:*') }));
    }
    const arn = (name: string) => `arn:aws:iam::111122223333:policy/a/${name}`;
    const RoleName = 'workshop-node';
    await client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn: arn('used') }));
    await client.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: arn('limit') }));
    const names = async (input: iam.ListPoliciesRequest) =>
      (await client.send(new iam.ListPoliciesCommand({ Scope: 'Local', ...input }))).Policies?.map((p) => p.PolicyName);
    expect(await names({})).toEqual(['limit', 'used', 'idle']);
    expect(await names({ PathPrefix: '/b/' })).toEqual(['idle']);
    expect(await names({ OnlyAttached: true })).toEqual(['limit', 'used']);
    expect(await names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['limit']);
    expect(await names({ PolicyUsageFilter: 'PermissionsPolicy' })).toEqual(['used']);
    await expect(names({ Scope: 'Mine' as iam.PolicyScopeType })).rejects.toEqual(
      refusal(
        'ValidationError',
        400,
        "1 validation error detected: Value 'Mine' at 'scope' failed to satisfy constraint: Member must satisfy enum value set: [All, AWS, Local]",
      ),
    );
  });
});
