import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint, ORDERS_ARN, putOrders } from './orders-table.ts';

const BY_ID: CreateTableCommandInput = {
  TableName: 'carts',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};

async function withOrders() {
  const endpoint = dynamoEndpoint();
  const client = clientOf(endpoint);
  await createOrders(client);
  return { endpoint, client };
}

describe('CreateTable', () => {
  test('answers CREATING, and the table is active from then on', async () => {
    const client = clientOf(dynamoEndpoint());
    const created = await client.send(new CreateTableCommand(BY_ID));
    expect(created.TableDescription).toMatchObject({ TableName: 'carts', TableStatus: 'CREATING' });
    const waited = await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 5 }, { TableName: 'carts' });
    expect(waited.state).toBe('SUCCESS');
  });

  test('keeps provisioned throughput', async () => {
    const client = clientOf(dynamoEndpoint());
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 2 };
    await client.send(new CreateTableCommand({ ...BY_ID, BillingMode: undefined, ProvisionedThroughput }));
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'carts' }));
    expect(Table).toMatchObject({ ProvisionedThroughput, TableStatus: 'ACTIVE' });
    expect(Table?.BillingModeSummary).toBeUndefined();
  });

  test.each<[string, Partial<CreateTableCommandInput>, string, string]>([
    [
      'a short name',
      { TableName: 'ab' },
      'ValidationException',
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'an undefined key attribute',
      { KeySchema: [{ AttributeName: 'x', KeyType: 'HASH' }] },
      'ValidationException',
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [id]',
    ],
    [
      'a range key alone',
      { KeySchema: [{ AttributeName: 'id', KeyType: 'RANGE' }] },
      'ValidationException',
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'no throughput',
      { BillingMode: 'PROVISIONED' },
      'ValidationException',
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      'a list of no indexes',
      { GlobalSecondaryIndexes: [] },
      'ValidationException',
      'One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty',
    ],
    [
      'a stream',
      { StreamSpecification: { StreamEnabled: true } },
      'ValidationException',
      "The local cloud's DynamoDB does not have the parameter StreamSpecification. simulator/DIFFERENCES.md tells what it has.",
    ],
  ])('refuses %s', async (_name, change, name, message) => {
    const client = clientOf(dynamoEndpoint());
    await expect(client.send(new CreateTableCommand({ ...BY_ID, ...change }))).rejects.toMatchObject({ name, message });
  });

  test('refuses a name that is taken', async () => {
    const { client } = await withOrders();
    await expect(createOrders(client)).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Table already exists: orders',
    });
  });
});

describe('DescribeTable', () => {
  test('shows keys, ARN and the number of items', async () => {
    const { endpoint, client } = await withOrders();
    await putOrders(client, 'shop', [1, 2]);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({
      TableArn: ORDERS_ARN,
      TableStatus: 'ACTIVE',
      ItemCount: 2,
      CreationDateTime: new Date(endpoint.clock.now()),
      KeySchema: [
        { AttributeName: 'team', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    });
  });

  test('names a table that is not there', async () => {
    const client = clientOf(dynamoEndpoint());
    await expect(client.send(new DescribeTableCommand({ TableName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: none not found',
    });
  });
});

test('DeleteTable removes the table and its items', async () => {
  const { endpoint, client } = await withOrders();
  await putOrders(client, 'shop', [1]);
  const { TableDescription } = await client.send(new DeleteTableCommand({ TableName: 'orders' }));
  expect(TableDescription?.TableStatus).toBe('DELETING');
  const waited = await waitUntilTableNotExists({ client, minDelay: 1, maxWaitTime: 5 }, { TableName: 'orders' });
  expect(waited.state).toBe('SUCCESS');
  expect(endpoint.state.tableNames().filter((name) => name.includes('dynamodb'))).toEqual([]);
});

test('ListTables pages by name', async () => {
  const { client } = await withOrders();
  await client.send(new CreateTableCommand(BY_ID));
  const first = await client.send(new ListTablesCommand({ Limit: 1 }));
  expect(first).toMatchObject({ TableNames: ['carts'], LastEvaluatedTableName: 'carts' });
  const second = await client.send(new ListTablesCommand({ ExclusiveStartTableName: first.LastEvaluatedTableName }));
  expect(second.TableNames).toEqual(['orders']);
  expect(second.LastEvaluatedTableName).toBeUndefined();
});

test('tags are set, listed and removed', async () => {
  const { client } = await withOrders();
  await client.send(new TagResourceCommand({ ResourceArn: ORDERS_ARN, Tags: [{ Key: 'stage', Value: 'test' }] }));
  await client.send(new UntagResourceCommand({ ResourceArn: ORDERS_ARN, TagKeys: ['team'] }));
  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: ORDERS_ARN }));
  expect(Tags).toEqual([{ Key: 'stage', Value: 'test' }]);
  const ResourceArn = ORDERS_ARN.replace('orders', 'none');
  await expect(client.send(new ListTagsOfResourceCommand({ ResourceArn }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Requested resource not found: ResourcArn: ${ResourceArn} not found`,
  });
});

test('answers what Terraform asks of a table', async () => {
  const { client } = await withOrders();
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
  const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName: 'orders' }));
  expect(backups.ContinuousBackupsDescription).toEqual({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
  });
});

test('says so when an operation is not built', async () => {
  const { client } = await withOrders();
  await expect(client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM orders' }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 'The local cloud does not have dynamodb:ExecuteStatement. simulator/DIFFERENCES.md tells what it has.',
  });
});

describe('UpdateTable', () => {
  const update = (client: DynamoDBClient, change: Partial<UpdateTableCommandInput>) =>
    client.send(new UpdateTableCommand({ TableName: 'orders', ...change }));

  test('switches the billing mode, and remembers when the table was last on demand', async () => {
    const { endpoint, client } = await withOrders();
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 2 };
    const changed = await update(client, { BillingMode: 'PROVISIONED', ProvisionedThroughput });
    expect(changed.TableDescription).toMatchObject({ TableStatus: 'UPDATING', ProvisionedThroughput });
    const LastUpdateToPayPerRequestDateTime = new Date(endpoint.clock.now());
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PROVISIONED', LastUpdateToPayPerRequestDateTime },
    });
    await update(client, { BillingMode: 'PAY_PER_REQUEST' });
    const after = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(after.Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(after.Table?.ProvisionedThroughput?.ReadCapacityUnits).toBe(0);
  });

  test('protects from deletion and changes the table class', async () => {
    const { client } = await withOrders();
    await update(client, { DeletionProtectionEnabled: true, TableClass: 'STANDARD_INFREQUENT_ACCESS' });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    });
    await expect(client.send(new DeleteTableCommand({ TableName: 'orders' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    });
    await update(client, { DeletionProtectionEnabled: false });
    await client.send(new DeleteTableCommand({ TableName: 'orders' }));
  });

  test.each<[string, Partial<UpdateTableCommandInput>, string]>([
    [
      'nothing',
      {},
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    ],
    [
      'throughput on demand',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    ],
    [
      'a mode without its throughput',
      { BillingMode: 'PROVISIONED' },
      'One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
    ],
  ])('refuses %s', async (_name, change, message) => {
    const { client } = await withOrders();
    await expect(update(client, change)).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});
