import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { refusal, seededAccounts } from './accounts.ts';

const UserName = 'ana';

async function userNamedAna() {
  const client = seededAccounts().iam();
  await client.send(new iam.CreateUserCommand({ UserName }));
  const create = (Password?: string) => client.send(new iam.CreateLoginProfileCommand({ UserName, Password }));
  return { client, create };
}

describe('a login profile', () => {
  it('is made, changed and deleted, and keeps its user', async () => {
    const { client, create } = await userNamedAna();
    expect((await create('Correct-horse-1')).LoginProfile).toMatchObject({ UserName, PasswordResetRequired: false });
    await expect(create('Correct-horse-1')).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, 'Login Profile for user ana already exists.'),
    );
    await client.send(new iam.UpdateLoginProfileCommand({ UserName, PasswordResetRequired: true }));
    const { LoginProfile } = await client.send(new iam.GetLoginProfileCommand({ UserName }));
    expect(LoginProfile?.PasswordResetRequired).toBe(true);
    await expect(client.send(new iam.DeleteUserCommand({ UserName }))).rejects.toEqual(
      refusal('DeleteConflict', 409, 'Cannot delete entity, must delete login profile first.'),
    );
    await client.send(new iam.DeleteLoginProfileCommand({ UserName }));
    await expect(client.send(new iam.GetLoginProfileCommand({ UserName }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'Login Profile for User ana cannot be found.'),
    );
    await client.send(new iam.DeleteUserCommand({ UserName }));
  });

  it('needs a password as the account asks for', async () => {
    const { client, create } = await userNamedAna();
    const violates = (message: string) => refusal('PasswordPolicyViolation', 400, message);
    await expect(create('Ab-1')).rejects.toEqual(violates('Password should have a minimum length of 8'));
    await expect(create('abcdefgh')).rejects.toEqual(
      violates('Password should have at least three of: uppercase letters, lowercase letters, numbers, symbols'),
    );
    const stricter = { MinimumPasswordLength: 14, RequireSymbols: true };
    await client.send(new iam.UpdateAccountPasswordPolicyCommand(stricter));
    await expect(create('Abcdefgh12345')).rejects.toEqual(violates('Password should have a minimum length of 14'));
    await expect(create('Abcdefgh123456')).rejects.toEqual(violates('Password should have at least one symbol'));
    await create('abcdefgh-abcdef');
  });
});

describe('the password policy of an account', () => {
  it('is not there until it is set, and replaced as a whole', async () => {
    const client = seededAccounts().iam();
    const read = async () => (await client.send(new iam.GetAccountPasswordPolicyCommand({}))).PasswordPolicy;
    await expect(read()).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The Password Policy with domain name 111122223333 cannot be found.'),
    );
    await client.send(new iam.UpdateAccountPasswordPolicyCommand({ RequireNumbers: true, MaxPasswordAge: 90 }));
    expect(await read()).toMatchObject({ RequireNumbers: true, MaxPasswordAge: 90, ExpirePasswords: true });
    await client.send(new iam.UpdateAccountPasswordPolicyCommand({}));
    expect(await read()).toEqual({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
    });
    await client.send(new iam.DeleteAccountPasswordPolicyCommand({}));
    await expect(client.send(new iam.DeleteAccountPasswordPolicyCommand({}))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The account policy with name PasswordPolicy cannot be found.'),
    );
  });
});
