import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { allow, POD_TRUST, refusal, seededAccounts, trust } from './accounts.ts';

const ROLE = { RoleName: 'shop', AssumeRolePolicyDocument: POD_TRUST };

describe('a role', () => {
  it('reads back as it was created, its trust policy URL-encoded', async () => {
    const { iam: client, endpoint } = seededAccounts();
    const input = { ...ROLE, Path: '/app/', Description: 'Shop', Tags: [{ Key: 'team', Value: 'a' }] };
    await client().send(new iam.CreateRoleCommand(input));
    const { Role } = await client().send(new iam.GetRoleCommand({ RoleName: 'shop' }));
    expect(Role).toMatchObject({
      RoleName: 'shop',
      Path: '/app/',
      Arn: 'arn:aws:iam::111122223333:role/app/shop',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Description: 'Shop',
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'team', Value: 'a' }],
      CreateDate: new Date(endpoint.clock.now()),
    });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(POD_TRUST);
  });

  it('is there once, whatever the case of its name', async () => {
    const { iam: client } = seededAccounts();
    await client().send(new iam.CreateRoleCommand(ROLE));
    await expect(client().send(new iam.CreateRoleCommand({ ...ROLE, RoleName: 'SHOP' }))).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, 'Role with name SHOP already exists.'),
    );
  });

  it('that does not exist is named in the error', async () => {
    const { iam: client } = seededAccounts();
    await expect(client().send(new iam.GetRoleCommand({ RoleName: 'ghost' }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The role with name ghost cannot be found.'),
    );
  });

  it('goes only without policies', async () => {
    const { iam: client } = seededAccounts();
    const send = client();
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await send.send(new iam.CreateRoleCommand(ROLE));
    await send.send(new iam.AttachRolePolicyCommand({ RoleName: 'shop', PolicyArn }));
    await send.send(new iam.PutRolePolicyCommand({ RoleName: 'shop', PolicyName: 'p', PolicyDocument: allow('s3:*') }));
    const remove = () => send.send(new iam.DeleteRoleCommand({ RoleName: 'shop' }));
    await expect(remove()).rejects.toEqual(
      refusal('DeleteConflict', 409, 'Cannot delete entity, must detach all policies first.'),
    );
    await send.send(new iam.DetachRolePolicyCommand({ RoleName: 'shop', PolicyArn }));
    await expect(remove()).rejects.toEqual(
      refusal('DeleteConflict', 409, 'Cannot delete entity, must delete policies first.'),
    );
    await send.send(new iam.DeleteRolePolicyCommand({ RoleName: 'shop', PolicyName: 'p' }));
    await remove();
    const { Roles } = await send.send(new iam.ListRolesCommand({}));
    expect(Roles?.map((role) => role.RoleName)).toEqual(['workshop-cluster', 'workshop-node']);
  });

  it('lists in pages', async () => {
    const { iam: client } = seededAccounts();
    for (const RoleName of ['b', 'a']) await client().send(new iam.CreateRoleCommand({ ...ROLE, RoleName }));
    const names: (string | undefined)[] = [];
    for await (const page of iam.paginateListRoles({ client: client(), pageSize: 1 }, {})) {
      names.push(...(page.Roles ?? []).map((role) => role.RoleName));
    }
    expect(names).toEqual(['a', 'b', 'workshop-cluster', 'workshop-node']);
  });

  it('keeps tags by key without regard to case', async () => {
    const { iam: client } = seededAccounts();
    const send = client();
    await send.send(new iam.CreateRoleCommand({ ...ROLE, Tags: [{ Key: 'team', Value: 'a' }] }));
    await send.send(new iam.TagRoleCommand({ RoleName: 'shop', Tags: [{ Key: 'Team', Value: 'b' }] }));
    expect((await send.send(new iam.ListRoleTagsCommand({ RoleName: 'shop' }))).Tags).toEqual([
      { Key: 'Team', Value: 'b' },
    ]);
    await send.send(new iam.UntagRoleCommand({ RoleName: 'shop', TagKeys: ['TEAM'] }));
    expect((await send.send(new iam.ListRoleTagsCommand({ RoleName: 'shop' }))).Tags).toEqual([]);
    const twice = [1, 2].map((n) => ({ Key: n === 1 ? 'x' : 'X', Value: '' }));
    await expect(send.send(new iam.TagRoleCommand({ RoleName: 'shop', Tags: twice }))).rejects.toEqual(
      refusal('InvalidInput', 400, 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'),
    );
  });
});

describe('a trust policy', () => {
  it('may hold 2,048 characters, white space not counted', async () => {
    const { iam: client } = seededAccounts();
    const empty = trust({ Service: 'pods.eks.amazonaws.com' }, 'sts:AssumeRole', { StringEquals: { 'aws:a': '' } });
    const sized = (extra: number) =>
      trust({ Service: 'pods.eks.amazonaws.com' }, 'sts:AssumeRole', {
        StringEquals: { 'aws:a': 'x'.repeat(2048 - empty.length + extra) },
      });
    await client().send(new iam.CreateRoleCommand({ ...ROLE, AssumeRolePolicyDocument: ` ${sized(0)}\n\n` }));
    const tooLong = { RoleName: 'shop', PolicyDocument: sized(1) };
    await expect(client().send(new iam.UpdateAssumeRolePolicyCommand(tooLong))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for ACLSizePerRole: 2048'),
    );
  });

  it('names only roles and users that exist', async () => {
    const { iam: client } = seededAccounts();
    const ghost = 'arn:aws:iam::111122223333:role/ghost';
    const input = { RoleName: 'shop', AssumeRolePolicyDocument: trust({ AWS: ghost }) };
    await expect(client().send(new iam.CreateRoleCommand(input))).rejects.toEqual(
      refusal('MalformedPolicyDocument', 400, `Invalid principal in policy: "AWS":"${ghost}"`),
    );
    const known = ['arn:aws:iam::444455556666:root', 'arn:aws:iam::111122223333:role/workshop-node', '444455556666'];
    await client().send(
      new iam.CreateRoleCommand({ RoleName: 'shop', AssumeRolePolicyDocument: trust({ AWS: known }) }),
    );
  });

  it('must be one', async () => {
    const { iam: client } = seededAccounts();
    const create = client().send(new iam.CreateRoleCommand({ ...ROLE, AssumeRolePolicyDocument: '{"Version":' }));
    await expect(create).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });
});

describe('inline policies', () => {
  it('hold 10,240 characters together', async () => {
    const { iam: client } = seededAccounts();
    const send = client();
    await send.send(new iam.CreateRoleCommand(ROLE));
    const put = (PolicyName: string, length: number) => {
      const resource = `arn:aws:s3:::b/${'x'.repeat(length - allow('s3:*', 'arn:aws:s3:::b/').length)}`;
      const input = { RoleName: 'shop', PolicyName, PolicyDocument: allow('s3:*', resource) };
      return send.send(new iam.PutRolePolicyCommand(input));
    };
    await put('one', 8000);
    await put('two', 2240);
    await expect(put('three', 200)).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Maximum policy size of 10240 bytes exceeded for role shop'),
    );
    expect((await send.send(new iam.ListRolePoliciesCommand({ RoleName: 'shop' }))).PolicyNames).toEqual([
      'one',
      'two',
    ]);
  });

  it('that do not exist are named in the error', async () => {
    const { iam: client } = seededAccounts();
    const read = client().send(new iam.GetRolePolicyCommand({ RoleName: 'workshop-node', PolicyName: 'toString' }));
    await expect(read).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The role policy with name toString cannot be found.'),
    );
  });
});

describe('attachments', () => {
  it('are of policies that exist', async () => {
    const { iam: client } = seededAccounts();
    const PolicyArn = 'arn:aws:iam::111122223333:policy/none';
    const send = client();
    await expect(send.send(new iam.AttachRolePolicyCommand({ RoleName: 'workshop-node', PolicyArn }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, `Policy ${PolicyArn} does not exist or is not attachable.`),
    );
    await expect(send.send(new iam.DetachRolePolicyCommand({ RoleName: 'workshop-node', PolicyArn }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, `Policy ${PolicyArn} was not found.`),
    );
    const { AttachedPolicies } = await send.send(
      new iam.ListAttachedRolePoliciesCommand({ RoleName: 'workshop-node' }),
    );
    expect(AttachedPolicies?.map((policy) => policy.PolicyName)).toEqual([
      'AmazonEC2ContainerRegistryPullOnly',
      'AmazonEKSWorkerNodePolicy',
      'AmazonEKS_CNI_Policy',
    ]);
  });

  it('include one boundary', async () => {
    const { iam: client } = seededAccounts();
    const send = client();
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await send.send(new iam.CreateRoleCommand(ROLE));
    await send.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName: 'shop', PermissionsBoundary }));
    const { Role } = await send.send(new iam.GetRoleCommand({ RoleName: 'shop' }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
    await send.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName: 'shop' }));
    const missing = { RoleName: 'shop', PermissionsBoundary: 'arn:aws:iam::111122223333:policy/none' };
    await expect(send.send(new iam.PutRolePermissionsBoundaryCommand(missing))).rejects.toEqual(
      refusal(
        'NoSuchEntity',
        404,
        'Scope ARN: arn:aws:iam::111122223333:policy/none does not exist or is not attachable.',
      ),
    );
  });
});
