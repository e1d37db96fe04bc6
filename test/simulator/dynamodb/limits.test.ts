import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint, putOrders } from './orders-table.ts';

const TableName = 'orders';
const key = (team: string, id: number) => ({ team: { S: team }, id: { N: String(id) } });

let client: DynamoDBClient;
beforeEach(async () => {
  client = clientOf(dynamoEndpoint());
  await createOrders(client);
});

test('a page ends at 1 MB', async () => {
  for (const id of [1, 2, 3, 4]) {
    const Item = { ...key('shop', id), data: { S: 'x'.repeat(390_000) } };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
  const input = {
    TableName,
    KeyConditionExpression: 'team = :t',
    ExpressionAttributeValues: { ':t': { S: 'shop' } },
    ReturnConsumedCapacity: 'TOTAL' as const,
  };
  const first = await client.send(new QueryCommand(input));
  expect(first).toMatchObject({ Count: 3, LastEvaluatedKey: key('shop', 3) });
  // Half a unit for every 4 KB, of three items of 390,020 bytes.
  expect(first.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 143 });
  const second = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: first.LastEvaluatedKey }));
  expect(second.Count).toBe(1);
  expect(second.LastEvaluatedKey).toBeUndefined();
});

describe('items', () => {
  const put = (item: object) => client.send(new PutItemCommand({ TableName, Item: { ...key('shop', 1), ...item } }));

  test('have at most 400 KB, names included', async () => {
    // 4 + 4 bytes of team, 2 + 2 of id, 4 of the name `data`.
    const room = 400 * 1024 - 16;
    await put({ data: { S: 'x'.repeat(room) } });
    await expect(put({ data: { S: 'x'.repeat(room + 1) } })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Item size has exceeded the maximum allowed size',
    });
  });

  // Measured against AWS by paritysuite/dynamodb-conformance.
  test.each([
    ['0', 1],
    ['1234', 3],
    ['100.5', 4],
    ['0.0000001', 2],
    ['3.14159', 5],
    ['-42', 3],
    ['1E125', 2],
  ])('count %s as %i bytes', async (N, bytes) => {
    // 8 bytes of team, 4 of id, 4 of the name `data`, 1 of the name `n`.
    const data = { S: 'x'.repeat(400 * 1024 - 17 - bytes) };
    await put({ data, n: { N } });
    await expect(put({ data: { S: `${data.S}x` }, n: { N } })).rejects.toMatchObject({
      message: 'Item size has exceeded the maximum allowed size',
    });
  });

  test('nest at most 32 levels deep', async () => {
    const nested = (levels: number): AttributeValue => (levels === 0 ? { S: 'x' } : { L: [nested(levels - 1)] });
    await put({ data: nested(31) });
    await expect(put({ data: nested(32) })).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    });
  });

  test('have partition keys of at most 2048 bytes', async () => {
    await put({ team: { S: 'ä'.repeat(1024) } });
    await expect(put({ team: { S: 'ä'.repeat(1025) } })).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    });
  });
});

test('reads and writes cost what AWS documents', async () => {
  const Item = { ...key('shop', 1), data: { S: 'x'.repeat(5000) } };
  const put = await client.send(new PutItemCommand({ TableName, Item, ReturnConsumedCapacity: 'INDEXES' }));
  expect(put.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 5, Table: { CapacityUnits: 5 } });
  const get = async (ConsistentRead: boolean) =>
    (
      await client.send(
        new GetItemCommand({ TableName, Key: key('shop', 1), ConsistentRead, ReturnConsumedCapacity: 'TOTAL' }),
      )
    ).ConsumedCapacity?.CapacityUnits;
  expect(await get(false)).toBe(1);
  expect(await get(true)).toBe(2);
  const batch = await client.send(
    new BatchGetItemCommand({
      RequestItems: { orders: { Keys: [key('shop', 1), key('shop', 9)] } },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(batch.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 1.5 }]);
  const written = await client.send(
    new BatchWriteItemCommand({
      RequestItems: { orders: [{ DeleteRequest: { Key: key('shop', 1) } }] },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(written.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 5 }]);
});

describe('a parallel scan', () => {
  test('sees every item in one segment', async () => {
    for (const team of ['a', 'b', 'c', 'd', 'e', 'f']) await putOrders(client, team, [1, 2]);
    const pages = await Promise.all(
      [0, 1, 2].map((Segment) => client.send(new ScanCommand({ TableName, Segment, TotalSegments: 3 }))),
    );
    const found = pages.flatMap(({ Items = [] }) => Items.map(({ team, id }) => `${team?.S}${id?.N}`));
    expect(found).toHaveLength(12);
    expect(new Set(found).size).toBe(12);
    expect(pages.filter(({ Count }) => Count).length).toBeGreaterThan(1);
  });

  test.each<[Partial<ScanCommandInput>, string]>([
    [
      { Segment: 0 },
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      { TotalSegments: 2 },
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    [
      { Segment: 2, TotalSegments: 2 },
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
    ],
    [
      { Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { Select: 'ALL' as never },
      "1 validation error detected: Value 'ALL' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
    ],
  ])('refuses %j', async (change, message) => {
    await expect(client.send(new ScanCommand({ TableName, ...change }))).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });
});
