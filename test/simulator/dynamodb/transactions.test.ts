import {
  BatchWriteItemCommand,
  GetItemCommand,
  ScanCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint, ORDERS_ARN, putOrders } from './orders-table.ts';

const TableName = 'orders';
const key = (id: number) => ({ team: { S: 'shop' }, id: { N: String(id) } });

async function withOrders(identity?: object) {
  const endpoint = dynamoEndpoint(identity);
  const client = clientOf(endpoint);
  await createOrders(client);
  await putOrders(client, 'shop', [1, 2, 3]);
  return { endpoint, client };
}

const raise = (id: number, by: string): TransactWriteItem => ({
  Update: {
    TableName,
    Key: key(id),
    UpdateExpression: 'SET price = price + :by',
    ExpressionAttributeValues: { ':by': { N: by } },
  },
});
const onlyNew = (id: number): TransactWriteItem => ({
  Put: {
    TableName,
    Item: { ...key(id), name: { S: 'new' } },
    ConditionExpression: 'attribute_not_exists(team)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

describe('TransactWriteItems', () => {
  test('puts, updates, deletes and checks at once', async () => {
    const { client } = await withOrders();
    const check = { TableName, Key: key(3), ConditionExpression: 'attribute_exists(price)' };
    const done = await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [onlyNew(4), raise(1, '5'), { Delete: { TableName, Key: key(2) } }, { ConditionCheck: check }],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(done.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 8, WriteCapacityUnits: 8 }]);
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    expect(Items.map(({ id, price }) => [id?.N, price?.N])).toEqual([
      ['1', '15'],
      ['3', '30'],
      ['4', undefined],
    ]);
  });

  test('does nothing if one action fails, and says why for each', async () => {
    const { endpoint, client } = await withOrders();
    const wrongKey = { Delete: { TableName, Key: { team: { S: 'shop' } } } };
    const TransactItems = [raise(1, '5'), onlyNew(2), wrongKey];
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { ...key(2), price: { N: '20' }, name: { S: 'order 2' } },
        },
        { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
      ],
    });
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(1) }));
    expect(Item?.price).toEqual({ N: '10' });
    expect(endpoint.reported).toEqual([]);
  });

  test('is made once for a token, for ten minutes', async () => {
    const { endpoint, client } = await withOrders();
    const send = (by: string) =>
      client.send(new TransactWriteItemsCommand({ ClientRequestToken: 'token', TransactItems: [raise(1, by)] }));
    const price = async () => (await client.send(new GetItemCommand({ TableName, Key: key(1) }))).Item?.price?.N;
    await send('1');
    await send('1');
    expect(await price()).toBe('11');
    await expect(send('2')).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
      message: 'The provided client token was used with different parameters',
    });
    endpoint.clock.advance(600_000);
    await clientOf(endpoint).send(
      new TransactWriteItemsCommand({ ClientRequestToken: 'token', TransactItems: [raise(1, '2')] }),
    );
    expect(await price()).toBe('13');
  });

  test.each<[string, TransactWriteItem[], string, string]>([
    [
      'two actions on one item',
      [raise(1, '1'), onlyNew(1)],
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'two actions in one',
      [{ ...raise(1, '1'), ...onlyNew(1) }],
      'ValidationException',
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'no action',
      [],
      'ValidationException',
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a table that is not there',
      [{ Delete: { TableName: 'none', Key: key(1) } }],
      'ResourceNotFoundException',
      'Requested resource not found',
    ],
    [
      'a put that is too large',
      [{ Put: { TableName, Item: { ...key(9), data: { S: 'x'.repeat(410_000) } } } }],
      'ValidationException',
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'items that are too large together',
      Array.from({ length: 12 }, (_one, id) => ({
        Put: { TableName, Item: { ...key(id), data: { S: 'x'.repeat(350_000) } } },
      })),
      'ValidationException',
      'The aggregate size of the items in the transaction exceeded 4 MB',
    ],
    [
      'an empty key',
      [{ Delete: { TableName, Key: { ...key(9), team: { S: '' } } } }],
      'ValidationException',
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: team',
    ],
    [
      'a broken expression',
      [{ Delete: { TableName, Key: key(1), ConditionExpression: 'price >' } }],
      'ValidationException',
      'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: ">"',
    ],
  ])('refuses %s', async (_name, TransactItems, name, message) => {
    const { client } = await withOrders();
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toMatchObject({
      name,
      message,
    });
  });

  test('asks for the permission of each action, within the transaction', async () => {
    const Statement = [
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: ORDERS_ARN },
      {
        Effect: 'Deny',
        Action: 'dynamodb:PutItem',
        Resource: '*',
        Condition: { StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } },
      },
    ];
    const { endpoint } = await withOrders({ Version: '2012-10-17', Statement });
    const app = clientOf(endpoint, endpoint.addRoleSession({}));
    await app.send(new TransactWriteItemsCommand({ TransactItems: [raise(1, '1')] }));
    await app.send(new BatchWriteItemCommand({ RequestItems: { orders: [{ PutRequest: { Item: key(9) } }] } }));
    await expect(app.send(new TransactWriteItemsCommand({ TransactItems: [onlyNew(8)] }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::111122223333:assumed-role/app/test is not authorized to perform: dynamodb:PutItem on resource: ${ORDERS_ARN} with an explicit deny in an identity-based policy`,
    });
  });
});

test('TransactGetItems reads in order, and shows what is missing', async () => {
  const { client } = await withOrders();
  const get = (id: number) => ({ Get: { TableName, Key: key(id), ProjectionExpression: 'price' } });
  const found = await client.send(
    new TransactGetItemsCommand({ TransactItems: [get(2), get(9), get(1)], ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(found.Responses).toEqual([{ Item: { price: { N: '20' } } }, {}, { Item: { price: { N: '10' } } }]);
  expect(found.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 6, ReadCapacityUnits: 6 }]);
  await expect(client.send(new TransactGetItemsCommand({ TransactItems: [get(1), get(1)] }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Transaction request cannot include multiple operations on one item',
  });
  const wrong = { Get: { TableName, Key: { team: { S: 'shop' } } } };
  await expect(client.send(new TransactGetItemsCommand({ TransactItems: [wrong] }))).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'ValidationError', Message: 'The provided key element does not match the schema' }],
  });
});
