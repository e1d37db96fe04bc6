import * as iam from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { allow, refusal, seededAccounts } from './accounts.ts';

const UserName = 'ada';
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

async function withUser() {
  const accounts = seededAccounts();
  const client = accounts.iam();
  await client.send(new iam.CreateUserCommand({ UserName, Path: '/staff/', Tags: [{ Key: 'team', Value: 'a' }] }));
  return { ...accounts, client };
}

/** A key of the user, as an SDK client takes it. */
async function keyOf(client: iam.IAMClient) {
  const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

describe('a user', () => {
  it('reads back as it was created, and is listed by its path', async () => {
    const { client } = await withUser();
    const { User } = await client.send(new iam.GetUserCommand({ UserName }));
    expect(User).toMatchObject({
      UserName,
      Path: '/staff/',
      Arn: 'arn:aws:iam::111122223333:user/staff/ada',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    const { Users } = await client.send(new iam.ListUsersCommand({ PathPrefix: '/staff' }));
    expect(Users?.map((user) => [user.UserName, user.Tags])).toEqual([[UserName, undefined]]);
  });

  it('has a name of its own, whatever the case', async () => {
    const { client } = await withUser();
    await expect(client.send(new iam.CreateUserCommand({ UserName: 'Ada' }))).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, 'User with name Ada already exists.'),
    );
    await expect(client.send(new iam.GetUserCommand({ UserName: 'bob' }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The user with name bob cannot be found.'),
    );
    await expect(client.send(new iam.CreateUserCommand({ UserName: 'a b' }))).rejects.toEqual(
      refusal(
        'ValidationError',
        400,
        'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
      ),
    );
  });

  it('cannot become the root user by its name', async () => {
    const { client } = await withUser();
    const refused = refusal('InvalidInput', 400, 'The local cloud keeps the user name root for itself.');
    await expect(client.send(new iam.CreateUserCommand({ UserName: 'root' }))).rejects.toEqual(refused);
    await expect(client.send(new iam.UpdateUserCommand({ UserName, NewUserName: 'root' }))).rejects.toEqual(refused);
  });

  it('keeps its keys when it is renamed', async () => {
    const { client, sts } = await withUser();
    const credentials = await keyOf(client);
    await client.send(new iam.UpdateUserCommand({ UserName, NewUserName: 'lovelace', NewPath: '/' }));
    const { Arn } = await sts(credentials).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::111122223333:user/lovelace');
  });

  it('may do what its own policies and those of its groups allow, within its boundary', async () => {
    const { client, iam: as } = await withUser();
    const ada = as(await keyOf(client));
    const list = () => ada.send(new iam.ListRolesCommand({}));
    const refused = (reason: string) =>
      refusal(
        'AccessDenied',
        403,
        `User: arn:aws:iam::111122223333:user/staff/ada is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::111122223333:role/ because no ${reason} allows the iam:ListRoles action`,
      );
    await expect(list()).rejects.toEqual(refused('identity-based policy'));
    const PolicyName = 'list';
    const inline = { UserName, PolicyName, PolicyDocument: allow('iam:ListRoles') };
    await client.send(new iam.PutUserPolicyCommand(inline));
    await list();
    await client.send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName }));
    await expect(list()).rejects.toEqual(refused('identity-based policy'));
    await client.send(new iam.CreateGroupCommand({ GroupName: 'admins' }));
    await client.send(new iam.AttachGroupPolicyCommand({ GroupName: 'admins', PolicyArn: admin }));
    await client.send(new iam.AddUserToGroupCommand({ GroupName: 'admins', UserName }));
    await list();
    const { Policy } = await client.send(
      new iam.CreatePolicyCommand({ PolicyName: 'limit', PolicyDocument: allow('s3:*') }),
    );
    await client.send(new iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: Policy?.Arn }));
    await expect(list()).rejects.toEqual(refused('permissions boundary'));
    await client.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName }));
    await list();
  });

  it('goes only when nothing hangs on it', async () => {
    const { client } = await withUser();
    const { accessKeyId: AccessKeyId } = await keyOf(client);
    await client.send(new iam.CreateGroupCommand({ GroupName: 'staff' }));
    await client.send(new iam.AddUserToGroupCommand({ GroupName: 'staff', UserName }));
    await client.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn: admin }));
    const remove = () => client.send(new iam.DeleteUserCommand({ UserName }));
    const conflict = (what: string) => refusal('DeleteConflict', 409, `Cannot delete entity, must ${what} first.`);
    await expect(remove()).rejects.toEqual(conflict('remove users from group'));
    await client.send(new iam.RemoveUserFromGroupCommand({ GroupName: 'staff', UserName }));
    await expect(remove()).rejects.toEqual(conflict('delete access keys'));
    await client.send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    await expect(remove()).rejects.toEqual(conflict('detach all policies'));
    await client.send(new iam.DetachUserPolicyCommand({ UserName, PolicyArn: admin }));
    await remove();
  });

  it('has inline policies of 2,048 characters together', async () => {
    const { client } = await withUser();
    const PolicyDocument = allow('s3:*', `arn:aws:s3:::${'x'.repeat(2048)}`);
    await expect(
      client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument })),
    ).rejects.toEqual(refusal('LimitExceeded', 409, 'Maximum policy size of 2048 bytes exceeded for user ada'));
    await expect(client.send(new iam.GetUserPolicyCommand({ UserName, PolicyName: 'p' }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The user policy with name p cannot be found.'),
    );
  });
});

describe('access keys', () => {
  it('are two at most', async () => {
    const { client } = await withUser();
    await keyOf(client);
    await keyOf(client);
    await expect(keyOf(client)).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for AccessKeysPerUser: 2'),
    );
    const { AccessKeyMetadata } = await client.send(new iam.ListAccessKeysCommand({ UserName }));
    expect(AccessKeyMetadata?.map((key) => key.Status)).toEqual(['Active', 'Active']);
  });

  it('work while they are active', async () => {
    const { client, sts } = await withUser();
    const credentials = await keyOf(client);
    const key = { UserName, AccessKeyId: credentials.accessKeyId };
    await client.send(new iam.UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
    await expect(sts(credentials).send(new GetCallerIdentityCommand({}))).rejects.toEqual(
      refusal('InvalidClientTokenId', 403, 'The security token included in the request is invalid.'),
    );
    await client.send(new iam.UpdateAccessKeyCommand({ ...key, Status: 'Active' }));
    await sts(credentials).send(new GetCallerIdentityCommand({}));
    await client.send(new iam.DeleteAccessKeyCommand(key));
    await expect(client.send(new iam.DeleteAccessKeyCommand(key))).rejects.toEqual(
      refusal('NoSuchEntity', 404, `The Access Key with id ${key.AccessKeyId} cannot be found.`),
    );
  });

  it('tell their last use', async () => {
    const { client, sts } = await withUser();
    const credentials = await keyOf(client);
    const lastUsed = () => client.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: credentials.accessKeyId }));
    expect(await lastUsed()).toMatchObject({ UserName, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });
    await sts(credentials).send(new GetCallerIdentityCommand({}));
    expect((await lastUsed()).AccessKeyLastUsed).toEqual({
      LastUsedDate: new Date(Date.UTC(2026, 10, 24, 9)),
      ServiceName: 'sts',
      Region: 'us-west-2',
    });
  });
});
