import {
  DescribeTableCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { INDEXED, open, ownTeam, TableName, withIndexes } from './indexed-table.ts';
import { clientOf, ORDERS_ARN } from './orders-table.ts';

let client: DynamoDBClient;
beforeAll(async () => {
  client = (await withIndexes()).client;
});

const query = (input: Partial<QueryCommandInput>) => client.send(new QueryCommand({ TableName, ...input }));

describe('a global index', () => {
  test('sorts by its own key and shows what it projects', async () => {
    const { Items = [] } = await query(open);
    expect(Items.map(({ id }) => id?.N)).toEqual(['2', '3', '1']);
    expect(Object.keys(Items[0] ?? {}).sort()).toEqual(['id', 'name', 'price', 'status', 'team']);
  });

  test('lacks what has not all of its keys', async () => {
    const { Count } = await client.send(new ScanCommand({ TableName, IndexName: 'by-status' }));
    expect(Count).toBe(3);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.ItemCount).toBe(5);
    expect(Table?.GlobalSecondaryIndexes).toMatchObject([
      {
        IndexName: 'by-status',
        IndexStatus: 'ACTIVE',
        ItemCount: 3,
        IndexArn: `${ORDERS_ARN}/index/by-status`,
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] },
      },
    ]);
    expect(Table?.LocalSecondaryIndexes).toMatchObject([{ IndexName: 'by-price', ItemCount: 4 }]);
    expect(Table?.AttributeDefinitions).toEqual(INDEXED.AttributeDefinitions?.toSorted(byDefinition));
  });

  test('pages by its own key and the one of the table', async () => {
    const first = await query({ ...open, Limit: 2 });
    const LastEvaluatedKey = { status: { S: 'open' }, price: { N: '20' }, team: { S: 'bank' }, id: { N: '3' } };
    expect(first.LastEvaluatedKey).toEqual(LastEvaluatedKey);
    const second = await query({ ...open, ExclusiveStartKey: first.LastEvaluatedKey });
    expect(second.Items?.map(({ id }) => id?.N)).toEqual(['1']);
  });

  test.each<[string, Partial<QueryCommandInput>, string]>([
    ['a consistent read', { ConsistentRead: true }, 'Consistent reads are not supported on global secondary indexes'],
    [
      'all attributes',
      { Select: 'ALL_ATTRIBUTES' },
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-status because its projection type is not ALL',
    ],
    [
      'a start that is not its key',
      { ExclusiveStartKey: { team: { S: 'shop' }, id: { N: '1' } } },
      'The provided starting key is invalid',
    ],
    [
      'a start in another partition',
      { ExclusiveStartKey: { status: { S: 'x' }, price: { N: '1' }, team: { S: 'x' }, id: { N: '1' } } },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
  ])('refuses %s', async (_name, change, message) => {
    await expect(query({ ...open, ...change })).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  test('has keys of its types only', async () => {
    const Key = { team: { S: 'shop' }, id: { N: '1' } };
    const set = (status: { S: string } | { N: string }) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: 'SET #s = :s',
          ExpressionAttributeNames: { '#s': 'status' },
          ExpressionAttributeValues: { ':s': status },
        }),
      );
    await expect(set({ N: '1' })).rejects.toMatchObject({
      message:
        'One or more parameter values were invalid: Type mismatch for Index Key status Expected: S Actual: N IndexName: by-status',
    });
    await expect(set({ S: '' })).rejects.toMatchObject({
      message:
        'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    });
  });
});

describe('a local index', () => {
  test('sorts one partition, and completes its items from the table if asked', async () => {
    const projected = await query(ownTeam);
    expect(projected.Items).toEqual([
      { team: { S: 'shop' }, price: { N: '10' }, id: { N: '2' } },
      { team: { S: 'shop' }, price: { N: '30' }, id: { N: '1' } },
    ]);
    const whole = await query({ ...ownTeam, Select: 'ALL_ATTRIBUTES', ConsistentRead: true });
    expect(whole.Items?.map(({ name }) => name?.S)).toEqual(['b', 'a']);
    const named = await query({ ...ownTeam, ProjectionExpression: 'note' });
    expect(named.Items).toEqual([{ note: { S: 'n' } }, { note: { S: 'n' } }]);
  });

  test('costs what it reads, and what it fetches', async () => {
    const cost = async (change: Partial<QueryCommandInput>) =>
      (await query({ ...ownTeam, ReturnConsumedCapacity: 'INDEXES', ...change })).ConsumedCapacity;
    const LocalSecondaryIndexes = { 'by-price': { CapacityUnits: 0.5 } };
    expect(await cost({})).toEqual({
      TableName,
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      LocalSecondaryIndexes,
    });
    expect(await cost({ Select: 'ALL_ATTRIBUTES' })).toEqual({
      TableName,
      CapacityUnits: 1.5,
      Table: { CapacityUnits: 1 },
      LocalSecondaryIndexes,
    });
  });
});

test('a write costs units in every index that it touches, and sizes its collection', async () => {
  const { client: own } = await withIndexes();
  const update = (UpdateExpression: string, N: string) =>
    own.send(
      new UpdateItemCommand({
        TableName,
        Key: { team: { S: 'shop' }, id: { N: '1' } },
        UpdateExpression,
        ExpressionAttributeValues: { ':v': { N } },
        ReturnConsumedCapacity: 'INDEXES',
        ReturnItemCollectionMetrics: 'SIZE',
      }),
    );
  const moved = await update('SET price = :v', '31');
  expect(moved.ConsumedCapacity).toEqual({
    TableName,
    CapacityUnits: 5,
    Table: { CapacityUnits: 1 },
    GlobalSecondaryIndexes: { 'by-status': { CapacityUnits: 2 } },
    LocalSecondaryIndexes: { 'by-price': { CapacityUnits: 2 } },
  });
  expect(moved.ItemCollectionMetrics).toEqual({
    ItemCollectionKey: { team: { S: 'shop' } },
    SizeEstimateRangeGB: [0, 1],
  });
  const outside = await update('SET note = :v', '1');
  expect(outside.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1, Table: { CapacityUnits: 1 } });
});

test('an index is a resource of its own, with the tags of its table and its own leading keys', async () => {
  const Statement = {
    Effect: 'Allow',
    Action: 'dynamodb:Query',
    Resource: `${ORDERS_ARN}/index/*`,
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['open'] } },
  };
  const { endpoint } = await withIndexes({ Version: '2012-10-17', Statement });
  const app = clientOf(endpoint, endpoint.addRoleSession({}));
  const send = (input: Partial<QueryCommandInput>) => app.send(new QueryCommand({ TableName, ...input }));
  expect((await send(open)).Count).toBe(3);
  const refused = (resource: string) => ({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::111122223333:assumed-role/app/test is not authorized to perform: dynamodb:Query on resource: ${resource} because no identity-based policy allows the dynamodb:Query action`,
  });
  const done = { ...open, ExpressionAttributeValues: { ':open': { S: 'done' } } };
  await expect(send(done)).rejects.toMatchObject(refused(`${ORDERS_ARN}/index/by-status`));
  await expect(send({ ...ownTeam, IndexName: undefined })).rejects.toMatchObject(refused(ORDERS_ARN));
});

function byDefinition(one: { AttributeName?: string }, other: { AttributeName?: string }): number {
  const order = ['team', 'id', 'price', 'status'];
  return order.indexOf(one.AttributeName ?? '') - order.indexOf(other.AttributeName ?? '');
}
