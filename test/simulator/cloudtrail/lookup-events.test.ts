import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eks from '@aws-sdk/client-eks';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { LEARNER_ACCOUNT, PARTNER_ACCOUNT } from '../../../simulator/place.ts';
import { sign } from '../wire/random/sign.ts';
import { ROOT_KEY } from '../wire/test-endpoint.ts';

import { assume, eventWorld, ROLE } from './event-world.ts';

describe('LookupEvents', () => {
  async function eventful() {
    const all = eventWorld();
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

  it('keeps an event however busy the apps are', async () => {
    const { endpoint, lookUp } = await eventful();
    const table = new dynamodb.DynamoDBClient(endpoint.clientConfig());
    for (let item = 0; item <= 2000; item++) {
      await table.send(new dynamodb.GetItemCommand({ TableName: 't', Key: {} }));
    }
    expect(endpoint.records.list().at(-1)).toMatchObject({ operation: 'GetItem' });
    expect(names(await lookUp())).toEqual(['ListClusters', 'AssumeRole', 'GetCallerIdentity']);
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
    const { endpoint } = eventWorld();
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
    await expect(eventWorld().lookUp(input)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });
});
