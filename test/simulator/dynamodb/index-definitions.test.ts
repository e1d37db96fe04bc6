import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ScanCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { INDEXED, TableName, withIndexes } from './indexed-table.ts';

let client: DynamoDBClient;
beforeAll(async () => {
  client = (await withIndexes()).client;
});

describe('UpdateTable', () => {
  const update = (change: Partial<UpdateTableCommandInput>) =>
    client.send(new UpdateTableCommand({ TableName, ...change }));
  const Create = {
    IndexName: 'by-note',
    KeySchema: [{ AttributeName: 'note', KeyType: 'HASH' as const }],
    Projection: { ProjectionType: 'ALL' as const },
  };
  const AttributeDefinitions = [{ AttributeName: 'note', AttributeType: 'S' as const }];

  test('adds an index over the items that are there, and removes it', async () => {
    await update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] });
    const { Count } = await client.send(new ScanCommand({ TableName, IndexName: 'by-note' }));
    expect(Count).toBe(5);
    await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-note' } }] });
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['by-status']);
    expect(Table?.AttributeDefinitions).toHaveLength(4);
  });

  test.each<[string, Partial<UpdateTableCommandInput>, string, string]>([
    [
      'to remove an index that is not there',
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'none' } }] },
      'ResourceNotFoundException',
      'Requested resource not found: Index: none not found',
    ],
    [
      'two new indexes at once',
      {
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create }, { Create: { ...Create, IndexName: 'other' } }],
      },
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    ],
    [
      'an index by an attribute without a type',
      { GlobalSecondaryIndexUpdates: [{ Create }] },
      'ValidationException',
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [note], AttributeDefinitions: [team, id, price, status]',
    ],
    [
      'provisioned throughput without that of its indexes',
      { BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      'ValidationException',
      'One or more parameter values were invalid: ProvisionedThroughput must be specified for index: by-status',
    ],
  ])('refuses %s', async (_name, change, name, message) => {
    await expect(update(change)).rejects.toMatchObject({ name, message });
  });
});

describe('CreateTable', () => {
  const [local] = INDEXED.LocalSecondaryIndexes ?? [];
  const [global] = INDEXED.GlobalSecondaryIndexes ?? [];

  test.each<[string, Partial<CreateTableCommandInput>, string]>([
    [
      'a local index with another partition key',
      { LocalSecondaryIndexes: [{ ...global, IndexName: 'by-status' } as never] },
      'Index KeySchema does not have the same leading hash key as table KeySchema for index: by-status. index hash key: status, table hash key: team',
    ],
    [
      'a local index without a sort key',
      { LocalSecondaryIndexes: [{ ...local, KeySchema: [{ AttributeName: 'team', KeyType: 'HASH' }] } as never] },
      'Index KeySchema does not have a range key for index: by-price',
    ],
    [
      'one name for two indexes',
      { GlobalSecondaryIndexes: [global, global] as never },
      'Duplicate index name: by-status',
    ],
    [
      'attributes beside a projection of keys',
      {
        GlobalSecondaryIndexes: [
          { ...global, Projection: { ProjectionType: 'KEYS_ONLY', NonKeyAttributes: ['name'] } } as never,
        ],
      },
      'ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified',
    ],
    [
      'definitions that no key uses',
      { GlobalSecondaryIndexes: undefined },
      'Some AttributeDefinitions are not used. AttributeDefinitions: [team, id, status, price], keys used: [team, id, price]',
    ],
    [
      'throughput of an index on demand',
      {
        GlobalSecondaryIndexes: [
          { ...global, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } } as never,
        ],
      },
      'ProvisionedThroughput should not be specified for index: by-status when BillingMode is PAY_PER_REQUEST',
    ],
  ])('refuses %s', async (_name, change, message) => {
    const create = new CreateTableCommand({ ...INDEXED, TableName: 'other', ...change });
    await expect(client.send(create)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `One or more parameter values were invalid: ${message}`,
    });
  });
});
