import { BatchGetItemCommand, BatchWriteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint, putOrders } from './orders-table.ts';

const key = (team: string, id: number) => ({ team: { S: team }, id: { N: String(id) } });

async function orders() {
  const client = clientOf(dynamoEndpoint());
  await createOrders(client);
  return client;
}

describe('batches', () => {
  test('write and read several items', async () => {
    const client = await orders();
    await putOrders(client, 'shop', [3]);
    const written = await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          orders: [
            { PutRequest: { Item: key('shop', 1) } },
            { PutRequest: { Item: key('bank', 2) } },
            { DeleteRequest: { Key: key('shop', 3) } },
          ],
        },
      }),
    );
    expect(written.UnprocessedItems).toEqual({});
    const keys = [key('shop', 1), key('bank', 2), key('shop', 3)];
    const read = await client.send(new BatchGetItemCommand({ RequestItems: { orders: { Keys: keys } } }));
    expect(read.Responses?.orders).toEqual([key('shop', 1), key('bank', 2)]);
  });

  test('refuse the same key twice, and nothing is written', async () => {
    const client = await orders();
    const put = { PutRequest: { Item: key('shop', 1) } };
    const twice = new BatchWriteItemCommand({ RequestItems: { orders: [put, put] } });
    await expect(client.send(twice)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Provided list of item keys contains duplicates',
    });
    const found = await client.send(new GetItemCommand({ TableName: 'orders', Key: key('shop', 1) }));
    expect(found.Item).toBeUndefined();
  });

  test('answer at most 16 MB, and say what is left', async () => {
    const client = await orders();
    const ids = Array.from({ length: 43 }, (_one, id) => id);
    const data = { S: 'x'.repeat(399_000) };
    for (const id of ids) {
      await client.send(new PutItemCommand({ TableName: 'orders', Item: { ...key('shop', id), data } }));
    }
    const Keys = ids.map((id) => key('shop', id));
    const request = { Keys, ProjectionExpression: 'id' };
    const read = await client.send(new BatchGetItemCommand({ RequestItems: { orders: request } }));
    expect(read.Responses?.orders).toHaveLength(42);
    expect(read.UnprocessedKeys).toEqual({ orders: { ...request, Keys: [key('shop', 42)] } });
  });

  const puts = (table: string, ids: number[]) => ({
    [table]: ids.map((id) => ({ PutRequest: { Item: key('shop', id) } })),
  });
  const ids = (count: number) => Array.from({ length: count }, (_one, id) => id);

  test.each([
    ['no table', {}, 'The requestItems parameter is required for BatchWriteItem'],
    [
      '26 writes in two tables',
      { ...puts('orders', ids(13)), ...puts('other', ids(13)) },
      'Too many items requested for the BatchWriteItem call',
    ],
    [
      'no write',
      puts('orders', []),
      "1 validation error detected: Value '{orders=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
    ],
  ])('refuse to write %s', async (_name, RequestItems, message) => {
    const client = await orders();
    await expect(client.send(new BatchWriteItemCommand({ RequestItems }))).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });

  const at = "Value at 'RequestItems.orders.member.Keys' failed to satisfy constraint: Member must have length";
  test.each([
    ['nothing', {}, 'The requestItems parameter is required for BatchGetItem'],
    [
      '101 keys',
      { orders: { Keys: ids(101).map((id) => key('shop', id)) } },
      `1 validation error detected: ${at} less than or equal to 100`,
    ],
    [
      'one key twice',
      { orders: { Keys: [key('shop', 1), key('shop', 1)] } },
      'Provided list of item keys contains duplicates',
    ],
  ])('refuse to read %s', async (_name, RequestItems, message) => {
    const client = await orders();
    await expect(client.send(new BatchGetItemCommand({ RequestItems }))).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });
});
