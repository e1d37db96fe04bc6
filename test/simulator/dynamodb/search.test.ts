import { QueryCommand, type QueryCommandInput, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint, putOrders } from './orders-table.ts';

const client = clientOf(dynamoEndpoint());
const shop = { ':team': { S: 'shop' } };

beforeAll(async () => {
  await createOrders(client);
  await putOrders(client, 'shop', [10, 2, 1, 3]);
  await putOrders(client, 'bank', [1]);
});

async function ids(change: Partial<QueryCommandInput>): Promise<number[]> {
  const input = {
    TableName: 'orders',
    KeyConditionExpression: 'team = :team',
    ExpressionAttributeValues: shop,
    ...change,
  };
  const found = await client.send(new QueryCommand(input));
  return (found.Items ?? []).map((item) => Number(item.id?.N));
}

describe('Query', () => {
  test('finds one partition in the order of its sort key, as numbers', async () => {
    expect(await ids({})).toEqual([1, 2, 3, 10]);
    expect(await ids({ ScanIndexForward: false })).toEqual([10, 3, 2, 1]);
  });

  test.each([
    ['id > :a', [3, 10]],
    ['id <= :a', [1, 2]],
    ['id BETWEEN :a AND :b', [2, 3]],
    ['(id = :a)', [2]],
    [':a < id', [3, 10]],
  ])('narrows by the sort key: %s', async (sort, expected) => {
    const values = { ...shop, ':a': { N: '2' }, ...(sort.includes(':b') ? { ':b': { N: '3' } } : {}) };
    const change = { KeyConditionExpression: `team = :team and ${sort}`, ExpressionAttributeValues: values };
    expect(await ids(change)).toEqual(expected);
  });

  test.each([
    ['price >= :v', [3, 10]],
    ['NOT price >= :v', [1, 2]],
    ['price = :v OR #n = :first', [1, 3]],
    ['price IN (:v, :one)', [3]],
    ['attribute_exists(absent) OR price <> :v', [1, 2, 10]],
    ['attribute_type(price, :type)', [1, 2, 3, 10]],
    ['begins_with(#n, :prefix)', [1, 10]],
    ['contains(#n, :digit)', [3]],
    ['size(#n) > :seven', [10]],
  ])('filters: %s', async (FilterExpression, expected) => {
    const all = {
      ':v': { N: '30' },
      ':one': { N: '1' },
      ':first': { S: 'order 1' },
      ':type': { S: 'N' },
      ':prefix': { S: 'order 1' },
      ':digit': { S: '3' },
      ':seven': { N: '7' },
    };
    const used = Object.fromEntries(Object.entries(all).filter(([name]) => FilterExpression.includes(name)));
    const names = FilterExpression.includes('#n') ? { '#n': 'name' } : undefined;
    const change = {
      FilterExpression,
      ExpressionAttributeValues: { ...shop, ...used },
      ExpressionAttributeNames: names,
    };
    expect(await ids(change)).toEqual(expected);
  });

  test('pages; the limit counts before the filter', async () => {
    const input = {
      TableName: 'orders',
      KeyConditionExpression: 'team = :team',
      FilterExpression: 'price <> :ten',
      ExpressionAttributeValues: { ...shop, ':ten': { N: '10' } },
      Limit: 2,
    };
    const first = await client.send(new QueryCommand(input));
    expect(first).toMatchObject({
      Count: 1,
      ScannedCount: 2,
      LastEvaluatedKey: { team: { S: 'shop' }, id: { N: '2' } },
    });
    const second = await client.send(
      new QueryCommand({ ...input, Limit: 3, ExclusiveStartKey: first.LastEvaluatedKey }),
    );
    expect(second).toMatchObject({ Count: 2, ScannedCount: 2 });
    expect(second.LastEvaluatedKey).toBeUndefined();
  });

  test('counts', async () => {
    const input = { TableName: 'orders', KeyConditionExpression: 'team = :team', ExpressionAttributeValues: shop };
    const found = await client.send(new QueryCommand({ ...input, Select: 'COUNT' }));
    expect(found).toMatchObject({ Count: 4, ScannedCount: 4 });
    expect(found.Items).toBeUndefined();
  });

  test.each<[string, Partial<QueryCommandInput>, string]>([
    [
      'no condition',
      { KeyConditionExpression: undefined, ExpressionAttributeValues: undefined },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    ['no partition key', { KeyConditionExpression: 'id = :team' }, 'Query condition missed key schema element: team'],
    [
      'another attribute',
      { KeyConditionExpression: 'team = :team AND price = :team' },
      'Query condition missed key schema element: id',
    ],
    ['a range of partitions', { KeyConditionExpression: 'team > :team' }, 'Query key condition not supported'],
    [
      'OR',
      { KeyConditionExpression: 'team = :team OR team = :team' },
      'Invalid operator used in KeyConditionExpression: OR',
    ],
    [
      'a function of filters',
      { KeyConditionExpression: 'contains(team, :team)' },
      'Invalid operator used in KeyConditionExpression: contains',
    ],
    [
      'a value of another type',
      { ExpressionAttributeValues: { ':team': { N: '1' } } },
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'an undefined value',
      { ExpressionAttributeValues: undefined },
      'Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :team',
    ],
    [
      'an unused value',
      { ExpressionAttributeValues: { ...shop, ':x': { S: 'x' } } },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}',
    ],
    [
      'a syntax error',
      { KeyConditionExpression: 'team = = :team' },
      'Invalid KeyConditionExpression: Syntax error; token: "=", near: "= = :team"',
    ],
    [
      'an unknown function',
      { FilterExpression: 'starts(team, :team)' },
      'Invalid FilterExpression: Invalid function name; function: starts',
    ],
    ['an empty expression', { FilterExpression: '' }, 'Invalid FilterExpression: The expression can not be empty;'],
    ['an index that is not there', { IndexName: 'by-price' }, 'The table does not have the specified index: by-price'],
    [
      'a filter on a key',
      { FilterExpression: 'id <> :id', ExpressionAttributeValues: { ...shop, ':id': { N: '1' } } },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: id',
    ],
  ])('refuses %s', async (_name, change, message) => {
    await expect(ids(change)).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});

describe('Scan', () => {
  test('finds every partition, page by page', async () => {
    const found: string[] = [];
    let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await client.send(new ScanCommand({ TableName: 'orders', Limit: 2, ExclusiveStartKey }));
      found.push(...(page.Items ?? []).map((item) => `${item.team?.S} ${item.id?.N}`));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(found).toEqual(['bank 1', 'shop 1', 'shop 2', 'shop 3', 'shop 10']);
  });

  test('filters and projects', async () => {
    const found = await client.send(
      new ScanCommand({
        TableName: 'orders',
        FilterExpression: 'team = :team',
        ProjectionExpression: 'id',
        ExpressionAttributeValues: { ':team': { S: 'bank' } },
      }),
    );
    expect(found).toMatchObject({ Items: [{ id: { N: '1' } }], Count: 1, ScannedCount: 5 });
  });
});
