import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { allow, refusal, seededAccounts, trust } from '../iam/accounts.ts';

type Accounts = ReturnType<typeof seededAccounts>;

async function sessionToken({ sts: client }: Accounts, input: sts.GetSessionTokenRequest = {}) {
  const { Credentials } = await client().send(new sts.GetSessionTokenCommand(input));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = Credentials ?? {};
  return {
    Expiration,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

describe('GetSessionToken', () => {
  it('gives temporary keys of the same user, for 12 hours', async () => {
    const accounts = seededAccounts();
    const { credentials, Expiration } = await sessionToken(accounts);
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Expiration).toEqual(new Date(accounts.endpoint.clock.now() + 43_200_000));
    const identity = await accounts.sts(credentials).send(new sts.GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe('arn:aws:iam::111122223333:user/workshop');
    const { AccessKeyMetadata } = await accounts.iam().send(new iam.ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toHaveLength(1);
  });

  it('gives keys that end', async () => {
    const accounts = seededAccounts();
    const { credentials } = await sessionToken(accounts, { DurationSeconds: 900 });
    accounts.endpoint.clock.advance(900_000);
    await expect(accounts.sts(credentials).send(new sts.GetCallerIdentityCommand({}))).rejects.toEqual(
      refusal('ExpiredToken', 403, 'The security token included in the request is expired'),
    );
    await expect(sessionToken(accounts, { DurationSeconds: 60 })).rejects.toEqual(
      refusal(
        'ValidationError',
        400,
        "1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ),
    );
  });

  it('gives keys that cannot get others, and are nothing to IAM', async () => {
    const accounts = seededAccounts();
    const { credentials } = await sessionToken(accounts);
    await expect(accounts.sts(credentials).send(new sts.GetSessionTokenCommand({}))).rejects.toEqual(
      refusal('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials'),
    );
    await expect(accounts.iam(credentials).send(new iam.ListRolesCommand({}))).rejects.toEqual(
      refusal('InvalidClientTokenId', 403, 'The security token included in the request is invalid.'),
    );
  });

  it('gives keys that policies can tell from long-lived ones', async () => {
    const accounts = seededAccounts();
    const AssumeRolePolicyDocument = trust({ AWS: 'arn:aws:iam::111122223333:root' }, 'sts:AssumeRole', {
      Bool: { 'aws:MultiFactorAuthPresent': 'false' },
      DateLessThanEquals: { 'aws:TokenIssueTime': '2026-11-24T09:00:00Z' },
    });
    await accounts.iam().send(new iam.CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument }));
    const assume = new sts.AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::111122223333:role/app',
      RoleSessionName: 'session',
    });
    const { credentials } = await sessionToken(accounts);
    await accounts.sts(credentials).send(assume);
    await expect(accounts.sts().send(assume)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('needs no permission', async () => {
    const accounts = seededAccounts();
    const deny = allow('sts:GetSessionToken').replace('"Allow"', '"Deny"');
    const inline = { UserName: 'workshop', PolicyName: 'deny', PolicyDocument: deny };
    await accounts.iam().send(new iam.PutUserPolicyCommand(inline));
    await sessionToken(accounts);
  });
});

describe('what STS lacks', () => {
  it('says so', async () => {
    const { sts: client } = seededAccounts();
    await expect(client().send(new sts.GetFederationTokenCommand({ Name: 'ada' }))).rejects.toEqual(
      refusal(
        'InvalidAction',
        400,
        'The local cloud does not have sts:GetFederationToken. simulator/DIFFERENCES.md tells what it has.',
      ),
    );
    const saml = {
      RoleArn: 'arn:aws:iam::111122223333:role/app',
      PrincipalArn: 'arn:aws:iam::111122223333:saml-provider/x',
      SAMLAssertion: 'none',
    };
    await expect(client().send(new sts.AssumeRoleWithSAMLCommand(saml))).rejects.toMatchObject({
      message: 'The local cloud does not have sts:AssumeRoleWithSAML. simulator/DIFFERENCES.md tells what it has.',
    });
  });
});
