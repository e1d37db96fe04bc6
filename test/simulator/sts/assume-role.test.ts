import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { AccessKey } from '../../../simulator/caller.ts';
import { allow, refusal, seededAccounts, trust } from '../iam/accounts.ts';

const ACCOUNT = 'arn:aws:iam::111122223333';
const roleArn = (name: string) => `${ACCOUNT}:role/${name}`;
const tag = (Key: string, Value: string) => ({ Key, Value });
const WITH_TAGS = ['sts:AssumeRole', 'sts:TagSession'];

type Accounts = ReturnType<typeof seededAccounts>;

async function createRole({ iam: client }: Accounts, RoleName: string, policy: string, more = {}) {
  await client().send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy, ...more }));
}

async function assume(client: sts.STSClient, RoleName: string, more: Partial<sts.AssumeRoleRequest> = {}) {
  const input = { RoleArn: roleArn(RoleName), RoleSessionName: 'session', ...more };
  const answer = await client.send(new sts.AssumeRoleCommand(input));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  return {
    answer,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

describe('AssumeRole', () => {
  it('gives a session that signs requests as the role', async () => {
    const accounts = seededAccounts();
    await createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }), { Path: '/team/' });
    const RoleArn = `${ACCOUNT}:role/team/app`;
    const { answer, credentials } = await assume(accounts.sts(), 'app', { RoleArn });
    const arn = 'arn:aws:sts::111122223333:assumed-role/app/session';
    expect(answer.AssumedRoleUser).toMatchObject({ Arn: arn });
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(answer.Credentials?.Expiration).toEqual(new Date(accounts.endpoint.clock.now() + 3_600_000));
    const identity = await accounts.sts(credentials).send(new sts.GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Arn: arn,
      Account: '111122223333',
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    });
  });

  it('is refused to an administrator whom the trust policy does not reach', async () => {
    const accounts = seededAccounts();
    const text = `User: ${ACCOUNT}:user/workshop is not authorized to perform: sts:AssumeRole on resource: ${roleArn('workshop-node')}`;
    await expect(assume(accounts.sts(), 'workshop-node')).rejects.toEqual(refusal('AccessDenied', 403, text));
    await expect(assume(accounts.sts(), 'ghost')).rejects.toEqual(
      refusal('AccessDenied', 403, text.replace('workshop-node', 'ghost')),
    );
  });

  it('across accounts needs both sides', async () => {
    const accounts = seededAccounts();
    await createRole(accounts, 'shared', trust({ AWS: 'arn:aws:iam::444455556666:root' }));
    await assume(accounts.sts(accounts.partner), 'shared');
    await createRole(accounts, 'own', trust({ AWS: `${ACCOUNT}:root` }));
    await expect(assume(accounts.sts(accounts.partner), 'own')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('with an external id asks for the right one', async () => {
    const accounts = seededAccounts();
    const condition = { StringEquals: { 'sts:ExternalId': 'abc' } };
    await createRole(accounts, 'external', trust({ AWS: `${ACCOUNT}:root` }, 'sts:AssumeRole', condition));
    await assume(accounts.sts(), 'external', { ExternalId: 'abc' });
    await expect(assume(accounts.sts(), 'external', { ExternalId: 'abd' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('leaves its decisions on record', async () => {
    const accounts = seededAccounts();
    await createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }));
    await assume(accounts.sts(), 'app');
    const record = accounts.endpoint.records.list().at(-1);
    expect(record?.decisions.map(({ action, decision }) => [action, decision.allowed])).toEqual([
      ['sts:AssumeRole', true],
    ]);
  });

  it('checks its parameters', async () => {
    const client = seededAccounts().sts();
    await expect(assume(client, 'workshop-node', { RoleSessionName: 'a b' })).rejects.toEqual(
      refusal(
        'ValidationError',
        400,
        "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      ),
    );
    await expect(assume(client, 'workshop-node', { DurationSeconds: 899 })).rejects.toEqual(
      refusal(
        'ValidationError',
        400,
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ),
    );
    await expect(assume(client, 'workshop-node', { TokenCode: '123456' })).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });
});

describe('durations', () => {
  it('end at the maximum of the role, and at an hour for chained sessions', async () => {
    const accounts = seededAccounts();
    const long = { MaxSessionDuration: 43_200 };
    await createRole(accounts, 'short', trust({ AWS: `${ACCOUNT}:root` }));
    await createRole(accounts, 'first', trust({ AWS: `${ACCOUNT}:root` }), long);
    await createRole(accounts, 'second', trust({ AWS: roleArn('first') }), long);
    await expect(assume(accounts.sts(), 'short', { DurationSeconds: 3601 })).rejects.toEqual(
      refusal(
        'ValidationError',
        400,
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ),
    );
    const { credentials } = await assume(accounts.sts(), 'first', { DurationSeconds: 43_200 });
    await assume(accounts.sts(credentials), 'second');
    await expect(assume(accounts.sts(credentials), 'second', { DurationSeconds: 3601 })).rejects.toEqual(
      refusal(
        'ValidationError',
        400,
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      ),
    );
  });

  it('leave an expired key known for a day, and no longer', async () => {
    const accounts = seededAccounts();
    const { clock } = accounts.endpoint;
    await createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }));
    const { credentials } = await assume(accounts.sts(), 'app');
    const keys = accounts.state.table<AccessKey>('credentials/keys');
    clock.advance(3_600_000);
    await expect(accounts.sts(credentials).send(new sts.GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/),
    });
    await assume(accounts.sts(), 'app');
    expect(keys.has(credentials.accessKeyId)).toBe(true);
    clock.advance(86_400_001);
    await assume(accounts.sts(), 'app');
    expect(keys.has(credentials.accessKeyId)).toBe(false);
  });
});

describe('session tags', () => {
  it('need sts:TagSession', async () => {
    const accounts = seededAccounts();
    await createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }));
    await expect(assume(accounts.sts(), 'app', { Tags: [tag('team', 'a')] })).rejects.toEqual(
      refusal(
        'AccessDenied',
        403,
        `User: ${ACCOUNT}:user/workshop is not authorized to perform: sts:TagSession on resource: ${roleArn('app')}`,
      ),
    );
  });

  it('decide for the session, over the tags of the role', async () => {
    const accounts = seededAccounts();
    await createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }, WITH_TAGS), { Tags: [tag('team', 'b')] });
    await accounts.iam().send(
      new iam.PutRolePolicyCommand({
        RoleName: 'app',
        PolicyName: 'p',
        PolicyDocument: allow('iam:GetRole', '*', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }),
      }),
    );
    const read = async (more: Partial<sts.AssumeRoleRequest>) => {
      const { credentials } = await assume(accounts.sts(), 'app', more);
      return accounts.iam(credentials).send(new iam.GetRoleCommand({ RoleName: 'app' }));
    };
    await read({ Tags: [tag('team', 'a')] });
    await expect(read({})).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) });
  });

  it('that are transitive reach the next session, and cannot be overridden there', async () => {
    const accounts = seededAccounts();
    const condition = { StringEquals: { 'aws:RequestTag/team': 'a' } };
    await createRole(accounts, 'first', trust({ AWS: `${ACCOUNT}:root` }, WITH_TAGS));
    await createRole(accounts, 'second', trust({ AWS: roleArn('first') }, WITH_TAGS, condition));
    const tagged = { Tags: [tag('team', 'a'), tag('step', '1')], TransitiveTagKeys: ['team'] };
    const { credentials } = await assume(accounts.sts(), 'first', tagged);
    const client = accounts.sts(credentials);
    const next = await assume(client, 'second');
    const keys = accounts.state.table<AccessKey>('credentials/keys');
    expect(keys.get(next.credentials.accessKeyId)?.session).toMatchObject({
      tags: { team: 'a' },
      transitiveTagKeys: ['team'],
      chained: true,
    });
    await expect(assume(client, 'second', { Tags: [tag('Team', 'b')] })).rejects.toEqual(
      refusal(
        'InvalidParameterValue',
        400,
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      ),
    );
    await expect(assume(client, 'second', { TransitiveTagKeys: ['x'] })).rejects.toEqual(
      refusal('InvalidParameterValue', 400, 'The specified transitive tag key must be included in the requested tags.'),
    );
  });

  it('must fit into the token', async () => {
    const accounts = seededAccounts();
    await createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }, WITH_TAGS));
    const Tags = ['a', 'b', 'c'].map((key) => tag(key, 'x'.repeat(256)));
    await expect(assume(accounts.sts(), 'app', { Tags })).rejects.toEqual(
      refusal('PackedPolicyTooLarge', 400, 'Packed size of session tags consumes 122% of allotted space.'),
    );
  });
});

describe('session policies', () => {
  it('take away from what the role may do', async () => {
    const accounts = seededAccounts();
    await createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await accounts.iam().send(new iam.AttachRolePolicyCommand({ RoleName: 'app', PolicyArn }));
    const { answer, credentials } = await assume(accounts.sts(), 'app', { Policy: allow('iam:ListRoles') });
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    const client = accounts.iam(credentials);
    await client.send(new iam.ListRolesCommand({}));
    await expect(client.send(new iam.GetRoleCommand({ RoleName: 'app' }))).rejects.toMatchObject({
      message: expect.stringContaining('because no session policy allows the iam:GetRole action'),
    });
  });
});

describe('a deleted role', () => {
  it('leaves its sessions without permissions, even if it comes back', async () => {
    const accounts = seededAccounts();
    const make = () => createRole(accounts, 'app', trust({ AWS: `${ACCOUNT}:root` }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await make();
    await accounts.iam().send(new iam.AttachRolePolicyCommand({ RoleName: 'app', PolicyArn }));
    const { credentials } = await assume(accounts.sts(), 'app');
    await accounts.iam(credentials).send(new iam.ListRolesCommand({}));
    await accounts.iam().send(new iam.DetachRolePolicyCommand({ RoleName: 'app', PolicyArn }));
    await accounts.iam().send(new iam.DeleteRoleCommand({ RoleName: 'app' }));
    await make();
    await accounts.iam().send(new iam.AttachRolePolicyCommand({ RoleName: 'app', PolicyArn }));
    await expect(accounts.iam(credentials).send(new iam.ListRolesCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/^AccessDenied/),
    });
  });
});
