import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eks from '@aws-sdk/client-eks';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../policy/index.ts';
import type { PoliciesOf } from '../../../simulator/wire/authorize.ts';
import type { Access } from '../../../simulator/wire/operation.ts';
import { type Script, scriptedService } from './scripted-service.ts';
import { testEndpoint } from './test-endpoint.ts';

const APP = 'arn:aws:sts::111122223333:assumed-role/app/test';
const TABLE = 'arn:aws:dynamodb:us-west-2:111122223333:table/t';

function endpointWith(script: Omit<Script, 'answers'> & { operation: string }, statements: object[] = []) {
  const answers = { [script.operation]: () => ({}) };
  const policiesOf: PoliciesOf = () => {
    if (statements.length === 0) return { identity: [] };
    const policy = compilePolicy({ Version: '2012-10-17', Statement: statements }, 'identity');
    return { identity: [{ name: 'inline:test', policy }] };
  };
  return testEndpoint({ services: scriptedService({ ...script, answers }).services, policiesOf });
}

const allow = (more: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: object = {}) => ({ Sid: 'Never', Effect: 'Deny', Action: '*', Resource: '*', ...more });

describe('refusals, in each service’s own words', () => {
  it('DynamoDB: 400, the resource unquoted', async () => {
    const access = [{ action: 'dynamodb:GetItem', resource: TABLE }];
    const endpoint = endpointWith({
      name: 'dynamodb',
      protocol: 'awsJson1_0',
      schemas: dynamodb,
      operation: 'GetItem',
      access,
    });
    const client = new dynamodb.DynamoDBClient(endpoint.clientConfig(endpoint.addRoleSession({})));
    const get = new dynamodb.GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } });
    await expect(client.send(get)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${APP} is not authorized to perform: dynamodb:GetItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:GetItem action`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('S3: 403, the resource in quotes', async () => {
    const access = [{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }];
    const endpoint = endpointWith({ name: 's3', protocol: 'restXml', schemas: s3, operation: 'GetObject', access }, [
      allow(),
      deny(),
    ]);
    const client = new s3.S3Client(endpoint.clientConfig(endpoint.addRoleSession({})));
    await expect(client.send(new s3.GetObjectCommand({ Bucket: 'b', Key: 'k' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${APP} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" with an explicit deny in an identity-based policy`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('IAM: roles by kind and name', async () => {
    const access = [{ action: 'iam:GetRole', resource: 'arn:aws:iam::111122223333:role/ops/x' }];
    const endpoint = endpointWith({ name: 'iam', protocol: 'awsQuery', schemas: iam, operation: 'GetRole', access });
    const client = new iam.IAMClient(endpoint.clientConfig(endpoint.addRoleSession({})));
    await expect(client.send(new iam.GetRoleCommand({ RoleName: 'x' }))).rejects.toMatchObject({
      Code: 'AccessDenied',
      message: `User: ${APP} is not authorized to perform: iam:GetRole on resource: role x because no identity-based policy allows the iam:GetRole action`,
    });
  });

  it('STS: no reason for AssumeRole', async () => {
    const access = [{ action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/x' }];
    const endpoint = endpointWith({ name: 'sts', protocol: 'awsQuery', schemas: sts, operation: 'AssumeRole', access });
    const client = new sts.STSClient(endpoint.clientConfig(endpoint.addRoleSession({})));
    const assume = new sts.AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/x', RoleSessionName: 'ss' });
    await expect(client.send(assume)).rejects.toMatchObject({
      Code: 'AccessDenied',
      message: `User: ${APP} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/x`,
    });
  });

  it('EKS: 403 AccessDeniedException', async () => {
    const access = [{ action: 'eks:ListClusters', resource: '*' }];
    const endpoint = endpointWith({
      name: 'eks',
      protocol: 'restJson1',
      schemas: eks,
      operation: 'ListClusters',
      access,
    });
    const client = new eks.EKSClient(endpoint.clientConfig(endpoint.addRoleSession({})));
    await expect(client.send(new eks.ListClustersCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${APP} is not authorized to perform: eks:ListClusters on resource: * because no identity-based policy allows the eks:ListClusters action`,
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('condition keys', () => {
  const holds = async (Condition: object, access: Partial<Access> = {}) => {
    const accesses = [{ action: 'eks:ListClusters', resource: '*', ...access }];
    const script = {
      name: 'eks',
      protocol: 'restJson1' as const,
      schemas: eks,
      operation: 'ListClusters',
      access: accesses,
    };
    const endpoint = endpointWith(script, [allow({ Condition })]);
    const client = new eks.EKSClient(endpoint.clientConfig(endpoint.addRoleSession({ tags: { team: 'blue' } })));
    const sent = await client.send(new eks.ListClustersCommand({})).catch((error: Error) => error);
    return !(sent instanceof Error);
  };

  it('has the page that a browser came from', async () => {
    const page = 'https://workshop.example/';
    const access = [{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }];
    const script = { name: 's3', protocol: 'restXml' as const, schemas: s3, operation: 'GetObject', access };
    const endpoint = endpointWith(script, [allow({ Condition: { StringEquals: { 'aws:Referer': page } } })]);
    const client = new s3.S3Client(endpoint.clientConfig(endpoint.addRoleSession({})));
    const get = () => client.send(new s3.GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    await expect(get()).rejects.toThrow('no identity-based policy allows the s3:GetObject action');
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers.referer = page;
        return next(args);
      },
      { step: 'build' },
    );
    await get();
  });

  it.each([
    [{ StringEquals: { 'aws:PrincipalTag/team': 'blue' } }],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/app' } }],
    [{ StringEquals: { 'aws:PrincipalAccount': '111122223333', 'aws:PrincipalType': 'AssumedRole' } }],
    [{ StringEquals: { 'aws:userid': 'AROATESTROLE00000000:test' } }],
    [{ StringEquals: { 'aws:RequestedRegion': 'us-west-2' } }],
    [{ Bool: { 'aws:SecureTransport': 'true' } }],
    [{ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }],
    [
      {
        DateGreaterThan: { 'aws:CurrentTime': '2026-11-24T08:59:59Z' },
        DateLessThan: { 'aws:CurrentTime': '2026-11-24T09:00:01Z' },
      },
    ],
    [{ DateEquals: { 'aws:TokenIssueTime': '2026-11-24T09:00:00Z' } }],
    [{ StringLike: { 'aws:UserAgent': 'aws-sdk-js/*' } }],
    [{ NumericEquals: { 'aws:EpochTime': '1795510800' } }],
    [{ Bool: { 'aws:ViaAWSService': 'false', 'aws:PrincipalIsAWSService': 'false' } }],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }],
    [{ Null: { 'aws:PrincipalOrgID': 'true', 'aws:CalledVia': 'true', 'aws:PrincipalServiceName': 'true' } }],
    [{ Null: { 'aws:SourceArn': 'true', 'aws:SourceAccount': 'true', 'aws:SourceOrgID': 'true' } }],
    [{ Null: { 'aws:username': 'true', 'aws:FederatedProvider': 'true', 'aws:SourceVpc': 'true' } }],
  ])('has %j', async (condition) => {
    expect(await holds(condition)).toBe(true);
  });

  it.each([
    ['root', 'Account', '111122223333'],
    ['user', 'User', 'AIDAALICE'],
  ])('has the type and id of %s', async (userName, type, userId) => {
    const Condition = { StringEquals: { 'aws:PrincipalType': type, 'aws:userid': userId } };
    const Null = { 'aws:TokenIssueTime': 'true', 'aws:MultiFactorAuthPresent': 'true' };
    const script = { name: 'eks', protocol: 'restJson1' as const, schemas: eks, operation: 'ListClusters' };
    const access = [{ action: 'eks:ListClusters', resource: '*' }];
    const endpoint = endpointWith({ ...script, access }, [allow({ Condition: { ...Condition, Null } })]);
    const key = { accessKeyId: 'AKIAALICE00000000000', secretAccessKey: 'secret' };
    const row = { ...key, account: '111122223333', status: 'Active', createdAtMs: 0, userName };
    endpoint.state.table('credentials/keys').put(key.accessKeyId, row);
    const user = { name: 'user', id: 'AIDAALICE', arn: 'arn:aws:iam::111122223333:user/user', tags: {} };
    endpoint.state.table('111122223333/iam/users').put('user', user);
    const client = new eks.EKSClient(endpoint.clientConfig(key));
    await client.send(new eks.ListClustersCommand({}));
  });

  it('has the resource’s tags and account, and the operation’s own keys', async () => {
    const access = { resourceTags: { team: 'blue' }, context: { 'eks:kind': 'x' } };
    expect(
      await holds({ StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}', 'eks:kind': 'x' } }, access),
    ).toBe(true);
    expect(await holds({ StringEquals: { 'aws:ResourceTag/team': 'red' } }, access)).toBe(false);
    expect(await holds({ StringEquals: { 'aws:ResourceAccount': '111122223333' } })).toBe(true);
  });
});

describe('records', () => {
  it('tell who asked for what, and which statement decided', async () => {
    const access = [{ action: 'dynamodb:GetItem', resource: TABLE }];
    const script = {
      name: 'dynamodb',
      protocol: 'awsJson1_0' as const,
      schemas: dynamodb,
      operation: 'GetItem',
      access,
    };
    const endpoint = endpointWith(script, [allow(), deny()]);
    const heard: string[] = [];
    endpoint.records.subscribe((record) => heard.push(record.requestId));
    const client = new dynamodb.DynamoDBClient(endpoint.clientConfig(endpoint.addRoleSession({})));
    const get = new dynamodb.GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } });
    await expect(client.send(get)).rejects.toThrow('explicit deny');
    const [record] = endpoint.records.list();
    expect(record).toMatchObject({
      caller: { arn: APP },
      service: 'dynamodb',
      operation: 'GetItem',
      region: 'us-west-2',
      status: 400,
      errorCode: 'AccessDeniedException',
      sourceIp: '127.0.0.1',
      decisions: [{ action: 'dynamodb:GetItem', resource: TABLE }],
      inner: false,
    });
    expect(record?.decisions[0]?.decision.statement).toMatchObject({ policy: 'inline:test', statement: 'Never' });
    expect(heard).toEqual([record?.requestId]);
  });
});
