import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint } from './orders-table.ts';

const Key = { team: { S: 'shop' }, id: { N: '1' } };
const item: Record<string, AttributeValue> = {
  ...Key,
  price: { N: '10' },
  labels: { SS: ['a', 'b'] },
  lines: { L: [{ S: 'x' }, { S: 'y' }, { S: 'z' }] },
  address: { M: { city: { S: 'Bonn' } } },
};
let client = clientOf(dynamoEndpoint());

beforeEach(async () => {
  client = clientOf(dynamoEndpoint());
  await createOrders(client);
  await client.send(new PutItemCommand({ TableName: 'orders', Item: item }));
});

const update = (change: Partial<UpdateItemCommandInput>) =>
  client.send(new UpdateItemCommand({ TableName: 'orders', Key, ...change }));

test.each<[string, Record<string, AttributeValue> | undefined, Record<string, AttributeValue>]>([
  ['SET price = :v', { ':v': { N: '11' } }, { price: { N: '11' } }],
  ['SET price = price + :v', { ':v': { N: '0.5' } }, { price: { N: '10.5' } }],
  ['SET price = price - :v', { ':v': { N: '12' } }, { price: { N: '-2' } }],
  ['set seen = if_not_exists(seen, :v)', { ':v': { N: '1' } }, { seen: { N: '1' } }],
  ['SET price = if_not_exists(price, :v)', { ':v': { N: '1' } }, { price: { N: '10' } }],
  [
    'SET #l = list_append(#l, :v)',
    { ':v': { L: [{ S: 'q' }] } },
    { lines: { L: [{ S: 'x' }, { S: 'y' }, { S: 'z' }, { S: 'q' }] } },
  ],
  [
    'SET #l[1] = :v, #l[9] = :v',
    { ':v': { S: 'q' } },
    { lines: { L: [{ S: 'x' }, { S: 'q' }, { S: 'z' }, { S: 'q' }] } },
  ],
  ['REMOVE #l[0], #l[1]', undefined, { lines: { L: [{ S: 'z' }] } }],
  [
    'SET address.city = :v, address.street = :v',
    { ':v': { S: 'Ulm' } },
    { address: { M: { city: { S: 'Ulm' }, street: { S: 'Ulm' } } } },
  ],
  ['REMOVE address.city', undefined, { address: { M: {} } }],
  ['ADD price :v', { ':v': { N: '5' } }, { price: { N: '15' } }],
  ['ADD labels :v', { ':v': { SS: ['b', 'c'] } }, { labels: { SS: ['a', 'b', 'c'] } }],
  ['DELETE labels :v', { ':v': { SS: ['a'] } }, { labels: { SS: ['b'] } }],
])('%s', async (UpdateExpression, ExpressionAttributeValues, expected) => {
  const ExpressionAttributeNames = UpdateExpression.includes('#l') ? { '#l': 'lines' } : undefined;
  await update({ UpdateExpression, ExpressionAttributeValues, ExpressionAttributeNames });
  const found = await client.send(new GetItemCommand({ TableName: 'orders', Key }));
  expect(found.Item).toEqual({ ...item, ...expected });
});

test('makes an item that is not there', async () => {
  const other = { ...Key, id: { N: '2' } };
  const answer = await update({
    Key: other,
    UpdateExpression: 'ADD price :v',
    ExpressionAttributeValues: { ':v': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  });
  expect(answer.Attributes).toEqual({ ...other, price: { N: '1' } });
});

test.each([
  ['NONE', undefined],
  ['ALL_OLD', item],
  ['UPDATED_OLD', { price: { N: '10' } }],
  ['UPDATED_NEW', { price: { N: '20' } }],
] as const)('returns %s', async (ReturnValues, expected) => {
  const answer = await update({
    UpdateExpression: 'SET price = :v',
    ExpressionAttributeValues: { ':v': { N: '20' } },
    ReturnValues,
  });
  expect(answer.Attributes).toEqual(expected);
});

describe('refusals', () => {
  const v = { ':v': { S: 'x' } };
  test.each<[string, Record<string, AttributeValue> | undefined, string]>([
    [
      'SET id = :v',
      v,
      'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    ],
    ['SET price = gone', undefined, 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET gone.a = :v', v, 'The document path provided in the update expression is invalid for update'],
    ['SET price = price + address', undefined, 'An operand in the update expression has an incorrect data type'],
    [
      'ADD labels :v',
      v,
      'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
    ],
    [
      'SET price = :v SET labels = :v',
      v,
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    [
      'SET address = :v, address.city = :v',
      v,
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [address], path two: [address, city]',
    ],
    ['SET price :v', v, 'Invalid UpdateExpression: Syntax error; token: ":v", near: "price :v"'],
  ])('%s', async (UpdateExpression, ExpressionAttributeValues, message) => {
    const refused = update({ UpdateExpression, ExpressionAttributeValues });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  test('a condition that fails changes nothing', async () => {
    const refused = update({
      UpdateExpression: 'SET price = :v',
      ConditionExpression: 'price = :old',
      ExpressionAttributeValues: { ':v': { N: '1' }, ':old': { N: '9' } },
    });
    await expect(refused).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
    });
  });
});
