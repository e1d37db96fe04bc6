import { CreateRoleCommand, DeleteRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, it } from 'vitest';
import { assumeRoleAsService } from '../../../simulator/sts/assume-role-as-service.ts';
import { seededAccounts, trust } from '../iam/accounts.ts';

const ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
const RoleArn = 'arn:aws:iam::111122223333:role/app';
const absent = (...keys: string[]) => ({ Null: Object.fromEntries(keys.map((key) => [key, 'true'])) });

/** A role that trusts whom the condition lets through. */
const createRole = (client: IAMClient, principal: object, condition: object) =>
  client.send(
    new CreateRoleCommand({
      RoleName: 'app',
      AssumeRolePolicyDocument: trust(principal, ACTIONS, condition),
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
  );

/** Condition keys of "AWS Security Token Service", service authorization reference, and of IAM's "Global condition keys". */
describe('AssumeRole has the condition key', () => {
  let iam: IAMClient;
  let sts: STSClient;
  beforeAll(() => {
    const accounts = seededAccounts();
    [iam, sts] = [accounts.iam(), accounts.sts()];
  });

  const isLetThrough = async (condition: object) => {
    await createRole(iam, { AWS: '111122223333' }, condition);
    const input = {
      RoleArn,
      RoleSessionName: 'ana',
      ExternalId: 'external-1',
      SourceIdentity: 'ana@workshop',
      Tags: [
        { Key: 'team', Value: 'shop' },
        { Key: 'stage', Value: 'test' },
      ],
      TransitiveTagKeys: ['team'],
    };
    const outcome = await sts.send(new AssumeRoleCommand(input)).catch((error: Error) => error.name);
    await iam.send(new DeleteRoleCommand({ RoleName: 'app' }));
    return typeof outcome === 'object';
  };

  it.each<[string, object]>([
    ['sts:RoleSessionName', { StringEquals: { 'sts:RoleSessionName': 'ana' } }],
    ['sts:RoleSessionName, from the caller', { StringEquals: { 'sts:RoleSessionName': ['ana', '${aws:username}'] } }],
    ['sts:ExternalId', { StringEquals: { 'sts:ExternalId': 'external-1' } }],
    ['sts:SourceIdentity', { StringLike: { 'sts:SourceIdentity': '*@workshop' } }],
    ['sts:TransitiveTagKeys', { 'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': 'team' } }],
    ['aws:RequestTag', { StringEquals: { 'aws:RequestTag/stage': 'test' } }],
    ['aws:TagKeys', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } }],
    ['iam:ResourceTag', { StringEquals: { 'iam:ResourceTag/team': 'shop' } }],
    ['aws:ResourceTag', { StringEquals: { 'aws:ResourceTag/team': '${aws:RequestTag/team}' } }],
    ['aws:PrincipalArn', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/workshop' } }],
    ['aws:PrincipalAccount', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }],
    ['aws:PrincipalType', { StringEquals: { 'aws:PrincipalType': 'User' } }],
    ['aws:PrincipalIsAWSService', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['aws:ResourceAccount', { StringEquals: { 'aws:ResourceAccount': '111122223333' } }],
    ['aws:RequestedRegion', { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } }],
    ['aws:ViaAWSService', { Bool: { 'aws:ViaAWSService': 'false', 'aws:SecureTransport': 'true' } }],
    [
      'aws:CurrentTime',
      { DateLessThan: { 'aws:CurrentTime': '2026-11-24T09:00:01Z', 'aws:EpochTime': 1_795_510_801 } },
    ],
    ['aws:UserAgent', { StringLike: { 'aws:UserAgent': 'aws-sdk-js/*' } }],
  ])('%s', async (_key, condition) => {
    expect(await isLetThrough(condition)).toBe(true);
  });

  it('but not those of organizations, VPCs, other services’ calls, MFA and sessions', async () => {
    const organization = absent('aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:ResourceOrgID', 'aws:SourceOrgID');
    expect(await isLetThrough(organization)).toBe(true);
    const others = absent('aws:SourceVpc', 'aws:SourceVpce', 'aws:CalledVia', 'aws:SourceArn', 'aws:SourceAccount');
    expect(await isLetThrough(others)).toBe(true);
    const session = absent('aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:TokenIssueTime');
    expect(await isLetThrough(session)).toBe(true);
    const federated = absent('aws:FederatedProvider', 'aws:SourceIdentity', 'aws:PrincipalServiceName');
    expect(await isLetThrough(federated)).toBe(true);
  });

  it('and a condition that differs keeps the caller out', async () => {
    expect(await isLetThrough({ StringEquals: { 'sts:RoleSessionName': 'bob' } })).toBe(false);
    expect(await isLetThrough({ 'ForAnyValue:StringEquals': { 'sts:TransitiveTagKeys': 'stage' } })).toBe(false);
  });
});

it.each<[string, object, boolean]>([
  ['aws:SourceArn', { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:cluster/workshop-a' } }, true],
  ['aws:SourceAccount', { StringEquals: { 'aws:SourceAccount': '444455556666' } }, false],
  ['aws:PrincipalIsAWSService', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, true],
  ['aws:PrincipalServiceName', { StringEquals: { 'aws:PrincipalServiceName': 'pods.eks.amazonaws.com' } }, true],
  [
    'aws:PrincipalServiceNamesList',
    { 'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': 'pods.eks.amazonaws.com' } },
    true,
  ],
  ['aws:PrincipalArn', { Null: { 'aws:PrincipalArn': 'false' } }, false],
  ['aws:SourceOrgID', { Null: { 'aws:SourceOrgID': 'true', 'aws:SourceOrgPaths': 'true' } }, true],
])('EKS that assumes a role for a pod: %s', async (_key, condition, isTrusted) => {
  const { iam, state, endpoint } = seededAccounts();
  await createRole(iam(), { Service: 'pods.eks.amazonaws.com' }, condition);
  const assume = () =>
    assumeRoleAsService(
      { state, ids: endpoint.ids, now: endpoint.clock.now(), region: 'us-west-2' },
      {
        service: 'pods.eks.amazonaws.com',
        roleArn: RoleArn,
        sessionName: 'eks-workshop-a-cart',
        durationSeconds: 21_600,
        sourceArn: 'arn:aws:eks:us-west-2:111122223333:cluster/workshop-a',
        sourceAccount: '111122223333',
      },
    );
  if (isTrusted) expect(assume().assumedRoleUser.arn).toContain('assumed-role/app/');
  else expect(assume).toThrow('pods.eks.amazonaws.com is not authorized to perform: sts:AssumeRole');
});
