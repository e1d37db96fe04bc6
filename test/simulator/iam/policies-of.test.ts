import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../simulator/caller.ts';
import { findRole } from '../../../simulator/iam/find-role.ts';
import { policiesOf, principalTags } from '../../../simulator/iam/policies-of.ts';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';
import { allow, POD_TRUST, seededAccounts } from './accounts.ts';

const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
const PermissionsBoundary = `arn:aws:iam::${LEARNER_ACCOUNT}:policy/limit`;

/** A role with everything that can limit it, and a session of it. */
async function limitedSession() {
  const accounts = seededAccounts();
  const client = accounts.iam();
  await client.send(new iam.CreatePolicyCommand({ PolicyName: 'limit', PolicyDocument: allow('iam:List*') }));
  const Tags = [
    { Key: 'Team', Value: 'role' },
    { Key: 'stage', Value: 'test' },
  ];
  const AssumeRolePolicyDocument = POD_TRUST;
  await client.send(
    new iam.CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument, PermissionsBoundary, Tags }),
  );
  await client.send(new iam.AttachRolePolicyCommand({ RoleName: 'app', PolicyArn }));
  const roleId = findRole(accounts.state, LEARNER_ACCOUNT, 'app')?.id ?? '';
  const credentials = accounts.endpoint.addRoleSession({ roleName: 'app', roleId, tags: { team: 'session' } });
  return { ...accounts, credentials };
}

/** The caller behind the newest request. */
const lastCaller = ({ endpoint }: ReturnType<typeof seededAccounts>) =>
  endpoint.records.list().at(-1)?.caller as Caller;

describe('a role session', () => {
  it('is limited by the boundary of its role', async () => {
    const { iam: client, credentials } = await limitedSession();
    await client(credentials).send(new iam.ListRolesCommand({}));
    await expect(client(credentials).send(new iam.GetRoleCommand({ RoleName: 'app' }))).rejects.toMatchObject({
      message:
        'User: arn:aws:sts::111122223333:assumed-role/app/test is not authorized to perform: iam:GetRole on resource: role app because no permissions boundary allows the iam:GetRole action',
    });
  });

  it('follows the default version of a policy at once', async () => {
    const { iam: client, credentials } = await limitedSession();
    const changed = { PolicyArn: PermissionsBoundary, PolicyDocument: allow('iam:Get*'), SetAsDefault: true };
    await client().send(new iam.CreatePolicyVersionCommand(changed));
    await client(credentials).send(new iam.GetRoleCommand({ RoleName: 'app' }));
  });

  it('has its own tags, and those of its role that it does not replace', async () => {
    const accounts = await limitedSession();
    await accounts.iam(accounts.credentials).send(new iam.ListRolesCommand({}));
    expect(principalTags(accounts.state, lastCaller(accounts))).toEqual({ team: 'session', stage: 'test' });
  });
});

describe('whoever may manage bounded roles only', () => {
  it('is held to them by iam:PermissionsBoundary', async () => {
    const { iam: client } = await limitedSession();
    const condition = { StringEquals: { 'iam:PermissionsBoundary': PermissionsBoundary } };
    const delegate = { UserName: 'delegate' };
    await client().send(new iam.CreateUserCommand(delegate));
    const PolicyDocument = allow(['iam:PutRolePolicy', 'iam:AttachRolePolicy'], '*', condition);
    await client().send(new iam.PutUserPolicyCommand({ ...delegate, PolicyName: 'bounded', PolicyDocument }));
    const { AccessKey } = await client().send(new iam.CreateAccessKeyCommand(delegate));
    const key = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    const give = (RoleName: string) => client(key).send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await give('app');
    await expect(give('workshop-node')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a role', () => {
  it('tells where and when it was used last', async () => {
    const { iam: client, credentials } = await limitedSession();
    const lastUse = async () => (await client().send(new iam.GetRoleCommand({ RoleName: 'app' }))).Role?.RoleLastUsed;
    expect(await lastUse()).toEqual({});
    await client(credentials).send(new iam.ListRolesCommand({}));
    // IAM is global: its requests are signed for this Region.
    expect(await lastUse()).toEqual({ LastUsedDate: new Date(Date.UTC(2026, 10, 24, 9)), Region: 'us-east-1' });
  });
});

describe('other callers', () => {
  it('are users with what is attached to them, and services with nothing', async () => {
    const accounts = seededAccounts();
    await accounts.iam().send(new iam.ListRolesCommand({}));
    expect(policiesOf(accounts.state, lastCaller(accounts)).identity.map(({ name }) => name)).toEqual([PolicyArn]);
    const service: Caller = { type: 'service', account: '', arn: 'pods.eks.amazonaws.com', userId: '' };
    expect(policiesOf(accounts.state, service)).toEqual({ identity: [] });
  });
});
