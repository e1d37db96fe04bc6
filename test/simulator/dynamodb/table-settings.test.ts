import {
  DescribeContinuousBackupsCommand,
  DescribeEndpointsCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeLimitsCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint } from './orders-table.ts';

async function withOrders() {
  const endpoint = dynamoEndpoint();
  const client = clientOf(endpoint);
  await createOrders(client);
  return { endpoint, client };
}

test('time to live is set, shown and removed', async () => {
  const { client } = await withOrders();
  const set = (Enabled: boolean, AttributeName: string) =>
    client.send(
      new UpdateTimeToLiveCommand({ TableName: 'orders', TimeToLiveSpecification: { Enabled, AttributeName } }),
    );
  await set(true, 'expires');
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  await expect(set(true, 'expires')).rejects.toMatchObject({ message: 'TimeToLive is already enabled' });
  await expect(set(false, 'other')).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'TimeToLive is active on a different AttributeName: current AttributeName is expires',
  });
  await set(false, 'expires');
  await expect(set(false, 'expires')).rejects.toMatchObject({ message: 'TimeToLive is already disabled' });
});

test('point-in-time recovery is switched on and off', async () => {
  const { endpoint, client } = await withOrders();
  const set = (PointInTimeRecoveryEnabled: boolean) =>
    client.send(
      new UpdateContinuousBackupsCommand({
        TableName: 'orders',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
      }),
    );
  const { ContinuousBackupsDescription } = await set(true);
  expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toEqual({
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: 35,
    EarliestRestorableDateTime: new Date(endpoint.clock.now()),
    LatestRestorableDateTime: new Date(endpoint.clock.now()),
  });
  const off = await set(false);
  expect(off.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toEqual({
    PointInTimeRecoveryStatus: 'DISABLED',
  });
  await expect(client.send(new DescribeContinuousBackupsCommand({ TableName: 'none' }))).rejects.toMatchObject({
    name: 'TableNotFoundException',
    message: 'Table not found: none',
  });
});

test('describes the account', async () => {
  const { client } = await withOrders();
  expect(await client.send(new DescribeLimitsCommand({}))).toMatchObject({
    AccountMaxReadCapacityUnits: 80_000,
    TableMaxWriteCapacityUnits: 40_000,
  });
  const { Endpoints } = await client.send(new DescribeEndpointsCommand({}));
  expect(Endpoints).toEqual([{ Address: 'dynamodb.us-west-2.amazonaws.com', CachePeriodInMinutes: 1440 }]);
  const kinesis = await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName: 'orders' }));
  expect(kinesis).toMatchObject({ TableName: 'orders', KinesisDataStreamDestinations: [] });
  await expect(client.send(new ListTablesCommand({ Limit: 101 }))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
  });
});
