import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eks from '@aws-sdk/client-eks';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../policy/index.ts';
import type { RoleSession } from '../../../simulator/caller.ts';
import { cloudtrail } from '../../../simulator/cloudtrail/index.ts';
import { LEARNER_ACCOUNT, PARTNER_ACCOUNT } from '../../../simulator/place.ts';
import { assumeRoleAsService } from '../../../simulator/sts/assume-role-as-service.ts';
import { operation } from '../../../simulator/wire/operation.ts';
import { sign } from '../wire/random/sign.ts';
import { scriptedService } from '../wire/scripted-service.ts';
import { ROOT_KEY, type TestCredentials, testEndpoint } from '../wire/test-endpoint.ts';

const ROLE = `arn:aws:iam::${LEARNER_ACCOUNT}:role/reader`;
const SESSION = {
  AssumedRoleId: 'AROATESTROLE00000000:s1',
  Arn: `arn:aws:sts::${LEARNER_ACCOUNT}:assumed-role/reader/s1`,
};
const SECRETS = { SecretAccessKey: 'top-secret-key', SessionToken: 'top-secret-token' };
const ALLOW_ALL = compilePolicy(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  'identity',
);

function world() {
  const scripts = [
    scriptedService({
      name: 'sts',
      protocol: 'awsQuery',
      schemas: sts,
      answers: {
        GetCallerIdentity: () => ({}),
        AssumeRole: () => ({
          Credentials: { AccessKeyId: 'ASIANEW', Expiration: new Date(0), ...SECRETS },
          AssumedRoleUser: SESSION,
        }),
        AssumeRoleWithWebIdentity: () => ({
          Provider: 'arn:aws:iam::111122223333:oidc-provider/issuer',
          Audience: 'sts.amazonaws.com',
          SubjectFromWebIdentityToken: 'system:serviceaccount:shop:cart',
          AssumedRoleUser: SESSION,
        }),
      },
    }),
    scriptedService({ name: 'dynamodb', protocol: 'awsJson1_0', schemas: dynamodb, answers: { GetItem: () => ({}) } }),
    scriptedService({ name: 'eks', protocol: 'restJson1', schemas: eks, answers: { ListClusters: () => ({}) } }),
  ];
  const services = Object.assign({ cloudtrail: async () => cloudtrail }, ...scripts.map((script) => script.services));
  const policiesOf = () => ({ identity: [{ name: 'all', policy: ALLOW_ALL }] });
  const endpoint = testEndpoint({ services, policiesOf });
  const client = new CloudTrailClient(endpoint.clientConfig());
  const lookUp = async (input: LookupEventsCommandInput = {}) => {
    const { Events = [] } = await client.send(new LookupEventsCommand(input));
    return Events;
  };
  const eventOf = async (name: string) => {
    const [event] = await lookUp({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] });
    return JSON.parse(event?.CloudTrailEvent ?? '{}');
  };
  const stsClient = (credentials: TestCredentials = ROOT_KEY) => new sts.STSClient(endpoint.clientConfig(credentials));
  const session = (more: Partial<RoleSession> = {}) => endpoint.addRoleSession(more);
  return { endpoint, client, lookUp, eventOf, stsClient, session };
}

const assume = new sts.AssumeRoleCommand({
  RoleArn: ROLE,
  RoleSessionName: 's1',
  Tags: [{ Key: 'team', Value: 'blue' }],
  TransitiveTagKeys: ['team'],
  ExternalId: 'shared',
});

describe('an event', () => {
  it('tells who assumed a role, with which tags, and nothing secret', async () => {
    const { eventOf, stsClient, session } = world();
    const calling = session({ tags: { cluster: 'a', own: 'b' }, transitiveTagKeys: ['cluster'] });
    await stsClient(calling).send(assume);
    const event = await eventOf('AssumeRole');
    expect(event).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROATESTROLE00000000:test',
        arn: `arn:aws:sts::${LEARNER_ACCOUNT}:assumed-role/app/test`,
        accountId: LEARNER_ACCOUNT,
        accessKeyId: calling.accessKeyId,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: 'AROATESTROLE00000000',
            arn: `arn:aws:iam::${LEARNER_ACCOUNT}:role/app`,
            accountId: LEARNER_ACCOUNT,
            userName: 'app',
          },
          attributes: { creationDate: '2026-11-24T09:00:00Z', mfaAuthenticated: 'false' },
        },
      },
      eventTime: '2026-11-24T09:00:00Z',
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      awsRegion: 'us-west-2',
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js'),
      requestParameters: {
        roleArn: ROLE,
        roleSessionName: 's1',
        externalId: 'shared',
        principalTags: { team: 'blue' },
        transitiveTagKeys: ['team'],
        incomingTransitiveTags: { cluster: 'a' },
      },
      responseElements: {
        credentials: { accessKeyId: 'ASIANEW', expiration: '1970-01-01T00:00:00Z' },
        assumedRoleUser: { assumedRoleId: SESSION.AssumedRoleId, arn: SESSION.Arn },
      },
      requestID: expect.any(String),
      eventID: expect.any(String),
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: LEARNER_ACCOUNT,
      eventCategory: 'Management',
    });
    expect(JSON.stringify(event)).not.toContain('top-secret');
  });

  it('names the web identity, but not its token', async () => {
    const { eventOf, stsClient } = world();
    const token = 'eyJ.top-secret.token';
    await stsClient().send(
      new sts.AssumeRoleWithWebIdentityCommand({ RoleArn: ROLE, RoleSessionName: 's1', WebIdentityToken: token }),
    );
    const event = await eventOf('AssumeRoleWithWebIdentity');
    const identityProvider = 'arn:aws:iam::111122223333:oidc-provider/issuer';
    expect(event.userIdentity).toEqual({
      type: 'WebIdentityUser',
      principalId: `${identityProvider}:sts.amazonaws.com:system:serviceaccount:shop:cart`,
      userName: 'system:serviceaccount:shop:cart',
      identityProvider,
    });
    expect(event.requestParameters).toEqual({ roleArn: ROLE, roleSessionName: 's1' });
    expect(JSON.stringify(event)).not.toContain('top-secret');
  });

  it('of root has no session, and null for no parameters', async () => {
    const { eventOf, stsClient } = world();
    await stsClient().send(new sts.GetCallerIdentityCommand({}));
    expect(await eventOf('GetCallerIdentity')).toMatchObject({
      userIdentity: {
        type: 'Root',
        principalId: LEARNER_ACCOUNT,
        arn: `arn:aws:iam::${LEARNER_ACCOUNT}:root`,
        accountId: LEARNER_ACCOUNT,
        accessKeyId: ROOT_KEY.accessKeyId,
      },
      requestParameters: null,
      responseElements: null,
    });
  });

  it('of a service’s AssumeRole names the service three times', async () => {
    const { endpoint, eventOf } = world();
    const refused = operation<never, unknown>({
      access: () => [],
      run: (_input, context) =>
        assumeRoleAsService(context, {
          service: 'pods.eks.amazonaws.com',
          roleArn: ROLE,
          sessionName: 'eks-workshop-a-cart-1',
          tags: { 'kubernetes-namespace': 'shop' },
          transitiveTagKeys: ['kubernetes-namespace'],
          durationSeconds: 21_600,
        }),
    });
    const { service } = scriptedService({ name: 'eks', protocol: 'restJson1', schemas: eks, answers: {} });
    const other = testEndpoint({
      services: { eks: async () => ({ ...service, operations: { ListClusters: refused } }) },
      records: endpoint.records,
    });
    const client = new eks.EKSClient(other.clientConfig());
    await expect(client.send(new eks.ListClustersCommand({}))).rejects.toThrow();
    expect(await eventOf('AssumeRole')).toMatchObject({
      userIdentity: { type: 'AWSService', invokedBy: 'pods.eks.amazonaws.com' },
      sourceIPAddress: 'pods.eks.amazonaws.com',
      userAgent: 'pods.eks.amazonaws.com',
      errorCode: 'AccessDenied',
      errorMessage: `pods.eks.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
      requestParameters: {
        roleArn: ROLE,
        roleSessionName: 'eks-workshop-a-cart-1',
        durationSeconds: 21_600,
        principalTags: { 'kubernetes-namespace': 'shop' },
        transitiveTagKeys: ['kubernetes-namespace'],
      },
      responseElements: null,
      recipientAccountId: LEARNER_ACCOUNT,
    });
  });
});

describe('LookupEvents', () => {
  async function eventful() {
    const all = world();
    await all.stsClient().send(new sts.GetCallerIdentityCommand({}));
    all.endpoint.clock.advance(60_000);
    await all.stsClient(all.session()).send(assume);
    const { endpoint } = all;
    await new eks.EKSClient(endpoint.clientConfig()).send(new eks.ListClustersCommand({}));
    const get = new dynamodb.GetItemCommand({ TableName: 't', Key: {} });
    await new dynamodb.DynamoDBClient(endpoint.clientConfig()).send(get);
    return all;
  }
  const names = (events: { EventName?: string }[]) => events.map(({ EventName }) => EventName);

  it('shows management events, the newest first', async () => {
    const { lookUp } = await eventful();
    expect(names(await lookUp())).toEqual(['ListClusters', 'AssumeRole', 'GetCallerIdentity']);
  });

  it.each([
    ['EventName', 'AssumeRole', ['AssumeRole']],
    ['EventSource', 'eks.amazonaws.com', ['ListClusters']],
    ['Username', 'root', ['ListClusters', 'GetCallerIdentity']],
    ['Username', 'test', ['AssumeRole']],
    ['ResourceName', ROLE, ['AssumeRole']],
    ['ResourceType', 'AWS::STS::AssumedRole', ['AssumeRole']],
    ['ReadOnly', 'false', []],
    ['AccessKeyId', ROOT_KEY.accessKeyId, ['ListClusters', 'GetCallerIdentity']],
    ['EventId', 'none', []],
  ] as const)('finds by %s %s', async (AttributeKey, AttributeValue, found) => {
    const { lookUp } = await eventful();
    expect(names(await lookUp({ LookupAttributes: [{ AttributeKey, AttributeValue }] }))).toEqual(found);
  });

  it('keeps to the time asked for', async () => {
    const { lookUp } = await eventful();
    expect(names(await lookUp({ EndTime: new Date('2026-11-24T09:00:30Z') }))).toEqual(['GetCallerIdentity']);
    expect(names(await lookUp({ StartTime: new Date('2026-11-24T09:01:00Z') }))).not.toContain('GetCallerIdentity');
  });

  it('goes on where a page ended, whatever was called since', async () => {
    const { client, stsClient } = await eventful();
    const first = await client.send(new LookupEventsCommand({ MaxResults: 2 }));
    expect(names(first.Events ?? [])).toEqual(['ListClusters', 'AssumeRole']);
    await stsClient().send(new sts.GetCallerIdentityCommand({}));
    const rest = await client.send(new LookupEventsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect(names(rest.Events ?? [])).toEqual(['GetCallerIdentity']);
    expect(rest.NextToken).toBeUndefined();
  });

  it('shows a cross-account AssumeRole to both accounts, and nothing else of the other', async () => {
    const { endpoint, stsClient, session } = await eventful();
    const RoleArn = `arn:aws:iam::${PARTNER_ACCOUNT}:role/shared`;
    await stsClient(session()).send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: 's2' }));
    const key = { accessKeyId: 'AKIAPARTNER000000000', secretAccessKey: 'partner-secret' };
    const row = { ...key, account: PARTNER_ACCOUNT, status: 'Active', createdAtMs: 0, userName: 'root' };
    endpoint.state.table('credentials/keys').put(key.accessKeyId, row);
    const partner = new CloudTrailClient(endpoint.clientConfig(key));
    const { Events = [] } = await partner.send(new LookupEventsCommand({}));
    expect(names(Events)).toEqual(['AssumeRole']);
    expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '')).toMatchObject({
      userIdentity: { accountId: LEARNER_ACCOUNT },
      recipientAccountId: PARTNER_ACCOUNT,
    });
  });

  it('refuses a time that no date can hold', async () => {
    const { endpoint } = world();
    const request = {
      ...{ method: 'POST', path: '/', query: '', body: new TextEncoder().encode('{"StartTime":1e15}') },
      headers: { host: 'localhost', 'x-amz-target': 'CloudTrail_20131101.LookupEvents' },
    };
    const nowMs = endpoint.clock.now();
    const { status, body } = await endpoint.send(
      sign({ service: 'cloudtrail', credentials: ROOT_KEY, nowMs }, request),
    );
    expect([status, JSON.parse(String(body))]).toEqual([
      400,
      { __type: 'SerializationException', Message: 'NUMBER_VALUE cannot be converted to Timestamp' },
    ]);
  });

  it.each<[LookupEventsCommandInput, string, string]>([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException', 'MaxResults must be between 1 and 50.'],
    [{ NextToken: 'x' }, 'InvalidNextTokenException', 'The NextToken is not valid.'],
    [
      { StartTime: new Date(2000), EndTime: new Date(1000) },
      'InvalidTimeRangeException',
      'The start time must not be after the end time.',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'constructor' as never, AttributeValue: 'x' }] },
      'InvalidLookupAttributesException',
      'You can use only one valid lookup attribute per request.',
    ],
  ])('refuses %j', async (input, name, message) => {
    await expect(world().lookUp(input)).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
  });
});
