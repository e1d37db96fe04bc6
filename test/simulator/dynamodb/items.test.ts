import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint, putOrders } from './orders-table.ts';

const key = (team: string, id: number) => ({ team: { S: team }, id: { N: String(id) } });

async function orders() {
  const client = clientOf(dynamoEndpoint());
  await createOrders(client);
  return client;
}

describe('GetItem', () => {
  test('gives back every type as it was put', async () => {
    const client = await orders();
    const Item = {
      ...key('shop', 1),
      text: { S: 'é' },
      bytes: { B: new Uint8Array([0, 255]) },
      yes: { BOOL: true },
      nothing: { NULL: true } as const,
      names: { SS: ['a', 'b'] },
      numbers: { NS: ['1', '2.5'] },
      blobs: { BS: [new Uint8Array([1])] },
      list: { L: [{ S: 'x' }, { M: { deep: { N: '-3' } } }] },
    };
    await client.send(new PutItemCommand({ TableName: 'orders', Item }));
    const found = await client.send(new GetItemCommand({ TableName: 'orders', Key: key('shop', 1) }));
    expect(found.Item).toEqual(Item);
  });

  test('takes numbers of one value for one key', async () => {
    const client = await orders();
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { team: { S: 'shop' }, id: { N: '1.50e1' } } }));
    const found = await client.send(new GetItemCommand({ TableName: 'orders', Key: key('shop', 15) }));
    expect(found.Item?.id).toEqual({ N: '15' });
  });

  test('keeps 38 digits', async () => {
    const client = await orders();
    const exact = '12345678901234567890123456789012345678';
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { ...key('shop', 1), exact: { N: exact } } }));
    const found = await client.send(new GetItemCommand({ TableName: 'orders', Key: key('shop', 1) }));
    expect(found.Item?.exact).toEqual({ N: exact });
  });

  test('has no Item for a key that is not there', async () => {
    const client = await orders();
    const found = await client.send(new GetItemCommand({ TableName: 'orders', Key: key('shop', 1) }));
    expect(found.Item).toBeUndefined();
  });

  test('projects attributes, members and elements', async () => {
    const client = await orders();
    const lines: AttributeValue = { L: [{ M: { sku: { S: 'a' }, count: { N: '1' } } }, { M: { sku: { S: 'b' } } }] };
    await client.send(
      new PutItemCommand({ TableName: 'orders', Item: { ...key('shop', 1), lines, other: { S: '' } } }),
    );
    const found = await client.send(
      new GetItemCommand({
        TableName: 'orders',
        Key: key('shop', 1),
        ProjectionExpression: 'team, #l[1].sku, absent',
        ExpressionAttributeNames: { '#l': 'lines' },
      }),
    );
    expect(found.Item).toEqual({ team: { S: 'shop' }, lines: { L: [{ M: { sku: { S: 'b' } } }] } });
  });

  test.each([
    ['a key of another shape', { Key: { team: { S: 'shop' } } }, 'The provided key element does not match the schema'],
    [
      'a reserved word',
      { ProjectionExpression: 'name' },
      'Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: name',
    ],
    [
      'an undefined name',
      { ProjectionExpression: '#n' },
      'Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute name: #n',
    ],
    [
      'an unused name',
      { ProjectionExpression: 'id', ExpressionAttributeNames: { '#n': 'x' } },
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}',
    ],
    [
      'a broken expression',
      { ProjectionExpression: 'id,' },
      'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
    ],
    [
      'overlapping paths',
      { ProjectionExpression: 'a, a.b' },
      'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'both forms of projection',
      { AttributesToGet: ['id'], ProjectionExpression: 'id' },
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    ],
  ])('refuses %s', async (_name, change, message) => {
    const client = await orders();
    const input = { TableName: 'orders', Key: key('shop', 1), ...change };
    await expect(client.send(new GetItemCommand(input))).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });

  test('does not name a table that is not there', async () => {
    const client = await orders();
    const input = { TableName: 'none', Key: key('shop', 1) };
    await expect(client.send(new GetItemCommand(input))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
  });
});

describe('PutItem', () => {
  test('returns the old item if asked to', async () => {
    const client = await orders();
    await putOrders(client, 'shop', [1]);
    const again = new PutItemCommand({ TableName: 'orders', Item: key('shop', 1), ReturnValues: 'ALL_OLD' });
    expect((await client.send(again)).Attributes).toMatchObject({ price: { N: '10' } });
  });

  test('puts only what meets the condition', async () => {
    const client = await orders();
    const put = new PutItemCommand({
      TableName: 'orders',
      Item: key('shop', 1),
      ConditionExpression: 'attribute_not_exists(team)',
    });
    await client.send(put);
    await expect(client.send(put)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
    });
  });

  test('shows the item that is in the way if asked to', async () => {
    const client = await orders();
    await putOrders(client, 'shop', [1]);
    const put = new PutItemCommand({
      TableName: 'orders',
      Item: key('shop', 1),
      ConditionExpression: 'attribute_not_exists(team)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(client.send(put)).rejects.toMatchObject({ Item: { ...key('shop', 1), price: { N: '10' } } });
  });

  test.each<[string, PutItemCommandInput['Item'], string]>([
    [
      'no sort key',
      { team: { S: 'shop' } },
      'One or more parameter values were invalid: Missing the key id in the item',
    ],
    [
      'a sort key of another type',
      { team: { S: 'shop' }, id: { S: '1' } },
      'One or more parameter values were invalid: Type mismatch for key id expected: N actual: S',
    ],
    [
      'an empty partition key',
      { team: { S: '' }, id: { N: '1' } },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: team',
    ],
    ['no number', { ...key('shop', 1), n: { N: 'x' } }, 'The parameter cannot be converted to a numeric value: x'],
    [
      '39 digits',
      { ...key('shop', 1), n: { N: '1'.repeat(39) } },
      'Attempting to store more than 38 significant digits in a Number',
    ],
    [
      'an empty set',
      { ...key('shop', 1), s: { SS: [] } },
      'One or more parameter values were invalid: An string set  may not be empty',
    ],
    [
      'a set with twins',
      { ...key('shop', 1), s: { SS: ['a', 'a'] } },
      'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
    ],
  ])('refuses %s', async (_name, Item, message) => {
    const client = await orders();
    await expect(client.send(new PutItemCommand({ TableName: 'orders', Item }))).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });
});

test('DeleteItem removes and returns the item', async () => {
  const client = await orders();
  await putOrders(client, 'shop', [1]);
  const remove = new DeleteItemCommand({ TableName: 'orders', Key: key('shop', 1), ReturnValues: 'ALL_OLD' });
  expect((await client.send(remove)).Attributes).toMatchObject({ price: { N: '10' } });
  expect((await client.send(remove)).Attributes).toBeUndefined();
});
