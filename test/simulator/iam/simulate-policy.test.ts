import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { allow, POD_TRUST, refusal, seededAccounts } from './accounts.ts';

const bucket = 'arn:aws:s3:::shop';
const deny = (action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }] });

/** The decisions of a simulation, in order. */
async function decisions(input: Partial<iam.SimulateCustomPolicyRequest>) {
  const request = { PolicyInputList: [allow('s3:*')], ActionNames: ['s3:GetObject'], ...input };
  const { EvaluationResults } = await seededAccounts().iam().send(new iam.SimulateCustomPolicyCommand(request));
  return EvaluationResults?.map((result) => result.EvalDecision);
}

describe('SimulateCustomPolicy', () => {
  // The example of `aws iam simulate-custom-policy help`, positions included.
  it('answers as the AWS CLI’s example does', async () => {
    const policy =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}';
    const simulate = (time: string) =>
      seededAccounts()
        .iam()
        .send(
          new iam.SimulateCustomPolicyCommand({
            PolicyInputList: [policy],
            ActionNames: ['dynamodb:CreateBackup'],
            ContextEntries: [{ ContextKeyName: 'aws:CurrentTime', ContextKeyValues: [time], ContextKeyType: 'date' }],
          }),
        );
    expect((await simulate('2019-04-25T11:00:00Z')).EvaluationResults).toEqual([
      {
        EvalActionName: 'dynamodb:CreateBackup',
        EvalResourceName: '*',
        EvalDecision: 'allowed',
        MatchedStatements: [
          {
            SourcePolicyId: 'PolicyInputList.1',
            SourcePolicyType: 'IAM Policy',
            StartPosition: { Line: 1, Column: 38 },
            EndPosition: { Line: 1, Column: 167 },
          },
        ],
        MissingContextValues: [],
      },
    ]);
    expect((await simulate('2014-04-25T11:00:00Z')).EvaluationResults).toMatchObject([
      { EvalDecision: 'implicitDeny', MatchedStatements: [] },
    ]);
  });

  it('decides every action on every resource', async () => {
    const ResourceArns = [`${bucket}/a`, `${bucket}/b`];
    const PolicyInputList = [allow(['s3:GetObject', 's3:PutObject'], `${bucket}/a`), deny('s3:PutObject')];
    expect(await decisions({ PolicyInputList, ActionNames: ['s3:GetObject', 's3:PutObject'], ResourceArns })).toEqual([
      'allowed',
      'implicitDeny',
      'explicitDeny',
      'explicitDeny',
    ]);
  });

  it('says which context keys it misses', async () => {
    const policy = allow('s3:GetObject', `${bucket}/\${aws:username}/*`, { Bool: { 'aws:SecureTransport': 'true' } });
    const other = allow('s3:PutObject', '*', { StringEquals: { 's3:x-amz-acl': 'private' } });
    const { EvaluationResults } = await seededAccounts()
      .iam()
      .send(
        new iam.SimulateCustomPolicyCommand({
          PolicyInputList: [policy, other],
          ActionNames: ['s3:GetObject'],
          ResourceArns: [`${bucket}/ada/notes`],
          ContextEntries: [
            { ContextKeyName: 'aws:securetransport', ContextKeyValues: ['true'], ContextKeyType: 'boolean' },
          ],
        }),
      );
    expect(EvaluationResults).toMatchObject([
      {
        EvalDecision: 'implicitDeny',
        MissingContextValues: ['aws:username'],
        ResourceSpecificResults: [{ EvalResourceDecision: 'implicitDeny', MissingContextValues: ['aws:username'] }],
      },
    ]);
  });

  it('asks the boundary too, and says what it allows', async () => {
    const boundary = { PermissionsBoundaryPolicyInputList: [allow('s3:GetObject')] };
    expect(await decisions({ ...boundary, ActionNames: ['s3:GetObject', 's3:PutObject'] })).toEqual([
      'allowed',
      'implicitDeny',
    ]);
  });

  it('lets a resource policy allow its account’s users, and both sides those of others', async () => {
    const user = (account: string) => `arn:aws:iam::${account}:user/ada`;
    const resourcePolicy = (account: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: user(account) },
          Action: 's3:GetObject',
          Resource: `${bucket}/*`,
        },
      });
    const nothing = { PolicyInputList: [allow('s3:ListBucket')], ResourceArns: [`${bucket}/a`] };
    const owner = 'arn:aws:iam::111122223333:root';
    const ask = (account: string) =>
      decisions({
        ...nothing,
        ResourcePolicy: resourcePolicy(account),
        ResourceOwner: owner,
        CallerArn: user(account),
      });
    expect(await ask('111122223333')).toEqual(['allowed']);
    expect(await ask('444455556666')).toEqual(['implicitDeny']);
    await expect(decisions({ ResourcePolicy: resourcePolicy('111122223333') })).rejects.toEqual(
      refusal('InvalidInput', 400, 'Invalid caller - Caller cannot be null or empty.'),
    );
  });

  it('refuses what is no policy', async () => {
    await expect(decisions({ PolicyInputList: ['{'] })).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe('SimulatePrincipalPolicy', () => {
  it('asks the policies of a role as they are', async () => {
    const client = seededAccounts().iam();
    await client.send(new iam.CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: POD_TRUST }));
    const inline = { RoleName: 'app', PolicyName: 'read', PolicyDocument: allow('s3:GetObject', `${bucket}/*`) };
    await client.send(new iam.PutRolePolicyCommand(inline));
    const { EvaluationResults } = await client.send(
      new iam.SimulatePrincipalPolicyCommand({
        PolicySourceArn: 'arn:aws:iam::111122223333:role/app',
        ActionNames: ['s3:GetObject', 's3:DeleteObject'],
        ResourceArns: [`${bucket}/a`],
      }),
    );
    expect(EvaluationResults?.map((result) => result.EvalDecision)).toEqual(['allowed', 'implicitDeny']);
    expect(EvaluationResults?.[0]?.MatchedStatements?.[0]?.SourcePolicyId).toBe('role_app_read');
  });

  it('wants a user, group or role', async () => {
    const PolicySourceArn = 'arn:aws:sts::111122223333:assumed-role/Admin/me';
    await expect(
      seededAccounts()
        .iam()
        .send(new iam.SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ['s3:GetObject'] })),
    ).rejects.toEqual(
      refusal(
        'InvalidInput',
        400,
        `Invalid Entity Arn: ${PolicySourceArn} does not clearly define entity type and name.`,
      ),
    );
  });
});

describe('context keys', () => {
  const policy = allow('s3:*', `${bucket}/\${aws:username}/*`, {
    StringEquals: { 'aws:PrincipalTag/team': "${aws:ResourceTag/team, 'none'}", 'AWS:UserName': 'ada' },
  });

  it('of policies are those of their conditions and variables', async () => {
    const client = seededAccounts().iam();
    const input = { PolicyInputList: [policy, allow('s3:*')] };
    const { ContextKeyNames } = await client.send(new iam.GetContextKeysForCustomPolicyCommand(input));
    expect(ContextKeyNames).toEqual(['aws:PrincipalTag/team', 'AWS:UserName', 'aws:ResourceTag/team']);
  });

  it('of a principal are those of all its policies', async () => {
    const client = seededAccounts().iam();
    const inline = { UserName: 'workshop', PolicyName: 'p', PolicyDocument: policy };
    await client.send(new iam.PutUserPolicyCommand(inline));
    const PolicySourceArn = 'arn:aws:iam::111122223333:user/workshop';
    const { ContextKeyNames } = await client.send(new iam.GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn }));
    expect(ContextKeyNames).toContain('aws:PrincipalTag/team');
  });
});
