import {
  type Condition,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { clientOf, createOrders, dynamoEndpoint, putOrders } from './orders-table.ts';

const TableName = 'orders';
const Key = { team: { S: 'shop' }, id: { N: '1' } };

let client: DynamoDBClient;
beforeEach(async () => {
  client = clientOf(dynamoEndpoint());
  await createOrders(client);
  await putOrders(client, 'shop', [1, 2, 3]);
});

describe('KeyConditions, QueryFilter and ScanFilter', () => {
  const team: Condition = { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'shop' }] };
  const ids = async (input: Partial<QueryCommandInput>) => {
    const { Items = [] } = await client.send(
      new QueryCommand({ TableName, KeyConditions: { team }, AttributesToGet: ['id'], ...input }),
    );
    return Items.map(({ id }) => id?.N);
  };

  test('find by key', async () => {
    expect(await ids({})).toEqual(['1', '2', '3']);
    const id: Condition = { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '2' }, { N: '9' }] };
    expect(await ids({ KeyConditions: { team, id } })).toEqual(['2', '3']);
  });

  test.each([
    ['GE', [{ N: '20' }], ['2', '3']],
    ['IN', [{ N: '10' }, { N: '30' }], ['1', '3']],
    ['NE', [{ N: '10' }], ['2', '3']],
    ['NOT_NULL', undefined, ['1', '2', '3']],
    ['NULL', undefined, []],
  ] as const)('filter: %s', async (ComparisonOperator, values, expected) => {
    const price = { ComparisonOperator, AttributeValueList: values && [...values] };
    expect(await ids({ QueryFilter: { price } })).toEqual(expected);
  });

  test('join by ConditionalOperator', async () => {
    const ScanFilter: Record<string, Condition> = {
      price: { ComparisonOperator: 'EQ', AttributeValueList: [{ N: '10' }] },
      name: { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ S: '3' }] },
    };
    const count = async (ConditionalOperator?: 'AND' | 'OR') =>
      (await client.send(new ScanCommand({ TableName, ScanFilter, ConditionalOperator }))).Count;
    expect(await count()).toBe(0);
    expect(await count('OR')).toBe(2);
  });

  test.each<[string, Partial<QueryCommandInput>, string]>([
    [
      'too many values',
      { QueryFilter: { price: { ComparisonOperator: 'EQ', AttributeValueList: [{ N: '1' }, { N: '2' }] } } },
      'One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator',
    ],
    [
      'a value that does not sort',
      { QueryFilter: { price: { ComparisonOperator: 'LT', AttributeValueList: [{ BOOL: true }] } } },
      'One or more parameter values were invalid: ComparisonOperator LT is not valid for BOOL AttributeValue type',
    ],
    [
      'a key condition that no index answers',
      { KeyConditions: { team, id: { ComparisonOperator: 'NE', AttributeValueList: [{ N: '1' }] } } },
      'Attempted conditional constraint is not an indexable operation',
    ],
    ['no key condition', { KeyConditions: {} }, 'Conditions can be of length 1 or 2 only'],
    [
      'one name twice',
      { AttributesToGet: ['id', 'id'] },
      'One or more parameter values were invalid: Duplicate value in attribute name: id',
    ],
  ])('refuse %s', async (_name, input, message) => {
    await expect(ids(input)).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});

describe('Expected', () => {
  const put = (Expected: PutItemCommandInput['Expected']) =>
    client.send(new PutItemCommand({ TableName, Item: { ...Key, price: { N: '11' } }, Expected }));

  test('holds a write to what it expects', async () => {
    await put({ price: { Value: { N: '10' } } });
    await put({ name: { Exists: false }, price: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '10' }] } });
    const failed = { name: 'ConditionalCheckFailedException', message: 'The conditional request failed' };
    await expect(put({ price: { Exists: false } })).rejects.toMatchObject(failed);
    const wrong = { price: { Value: { N: '10' } } };
    await expect(client.send(new DeleteItemCommand({ TableName, Key, Expected: wrong }))).rejects.toMatchObject(failed);
  });

  test.each<[PutItemCommandInput['Expected'], string]>([
    [{ a: {} }, 'Value must be provided when Exists is null for Attribute: a'],
    [{ a: { Exists: true } }, 'Value must be provided when Exists is set to true for Attribute: a'],
    [{ a: { Exists: false, Value: { S: 'x' } } }, 'Value cannot be used when Exists is set to false for Attribute: a'],
  ])('refuses %j', async (expected, message) => {
    await expect(put(expected)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `One or more parameter values were invalid: ${message}`,
    });
  });
});

describe('AttributeUpdates', () => {
  const update = (AttributeUpdates: UpdateItemCommandInput['AttributeUpdates']) =>
    client.send(new UpdateItemCommand({ TableName, Key, AttributeUpdates, ReturnValues: 'ALL_NEW' }));

  test('put, add and delete', async () => {
    const { Attributes } = await update({
      price: { Action: 'ADD', Value: { N: '5' } },
      name: { Action: 'DELETE' },
      kinds: { Value: { SS: ['a', 'b'] } },
      list: { Action: 'ADD', Value: { L: [{ N: '1' }] } },
    });
    expect(Attributes).toEqual({
      ...Key,
      price: { N: '15' },
      kinds: { SS: ['a', 'b'] },
      list: { L: [{ N: '1' }] },
    });
    const fewer = await update({ kinds: { Action: 'DELETE', Value: { SS: ['a'] } } });
    expect(fewer.Attributes?.kinds).toEqual({ SS: ['b'] });
  });

  test.each<[UpdateItemCommandInput['AttributeUpdates'], string]>([
    [{ a: { Action: 'PUT' } }, 'Only DELETE action is allowed when no attribute value is specified'],
    [{ a: { Action: 'ADD', Value: { S: 'x' } } }, 'ADD action is not supported for the type S'],
    [{ id: { Value: { N: '2' } } }, 'Cannot update attribute id. This attribute is part of the key'],
  ])('refuses %j', async (updates, message) => {
    await expect(update(updates)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `One or more parameter values were invalid: ${message}`,
    });
  });
});

test('AttributesToGet projects whole attributes', async () => {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key, AttributesToGet: ['price'] }));
  expect(Item).toEqual({ price: { N: '10' } });
});
