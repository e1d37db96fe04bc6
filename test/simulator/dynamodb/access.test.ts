import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import abac from './abac-conditions.json' with { type: 'json' };
import { clientOf, createOrders, dynamoEndpoint, ORDERS_ARN, putOrders } from './orders-table.ts';

const key = (team: string) => ({ team: { S: team }, id: { N: '1' } });

/** A pod of namespace `shop`, whose role may use the table under a condition. */
async function shopPod(Condition: object): Promise<DynamoDBClient> {
  const Statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: ORDERS_ARN, Condition };
  const endpoint = dynamoEndpoint({ Version: '2012-10-17', Statement });
  const root = clientOf(endpoint);
  await createOrders(root);
  await putOrders(root, 'shop', [1]);
  await putOrders(root, 'bank', [1]);
  return clientOf(endpoint, endpoint.addRoleSession({ tags: { 'kubernetes-namespace': 'shop' } }));
}

const refusal = (action: string) => ({
  name: 'AccessDeniedException',
  message: `User: arn:aws:sts::111122223333:assumed-role/app/test is not authorized to perform: ${action} on resource: ${ORDERS_ARN} because no identity-based policy allows the ${action} action`,
});

describe('dynamodb:LeadingKeys', () => {
  test('lets a pod at its own partition only', async () => {
    const pod = await shopPod(abac.ownPartition);
    expect((await pod.send(new GetItemCommand({ TableName: 'orders', Key: key('shop') }))).Item).toBeDefined();
    const foreign = new GetItemCommand({ TableName: 'orders', Key: key('bank') });
    await expect(pod.send(foreign)).rejects.toMatchObject(refusal('dynamodb:GetItem'));
    const put = new PutItemCommand({ TableName: 'orders', Item: key('bank') });
    await expect(pod.send(put)).rejects.toMatchObject(refusal('dynamodb:PutItem'));
  });

  test('knows the partition of a Query', async () => {
    const pod = await shopPod(abac.ownPartition);
    const query = (team: string) =>
      new QueryCommand({
        TableName: 'orders',
        KeyConditionExpression: 'team = :t',
        ExpressionAttributeValues: { ':t': { S: team } },
      });
    expect((await pod.send(query('shop'))).Count).toBe(1);
    await expect(pod.send(query('bank'))).rejects.toMatchObject(refusal('dynamodb:Query'));
  });

  test('looks at every key of a batch', async () => {
    const pod = await shopPod(abac.ownPartition);
    const both = new BatchGetItemCommand({ RequestItems: { orders: { Keys: [key('shop'), key('bank')] } } });
    await expect(pod.send(both)).rejects.toMatchObject(refusal('dynamodb:BatchGetItem'));
  });

  test('is missing from a Scan, which ForAllValues lets through and Null stops', async () => {
    const scan = new ScanCommand({ TableName: 'orders' });
    expect((await (await shopPod(abac.ownPartition)).send(scan)).Count).toBe(2);
    const strict = await shopPod({ ...abac.ownPartition, Null: { 'dynamodb:LeadingKeys': 'false' } });
    await expect(strict.send(scan)).rejects.toMatchObject(refusal('dynamodb:Scan'));
  });
});

test('the tags of the table are aws:ResourceTag', async () => {
  const own = await shopPod(abac.ownTable);
  expect((await own.send(new GetItemCommand({ TableName: 'orders', Key: key('bank') }))).Item).toBeDefined();
  const other = await shopPod({ StringEquals: { 'aws:ResourceTag/team': 'bank' } });
  const get = new GetItemCommand({ TableName: 'orders', Key: key('shop') });
  await expect(other.send(get)).rejects.toMatchObject(refusal('dynamodb:GetItem'));
});

test('dynamodb:Attributes and dynamodb:Select hold a reader to some attributes', async () => {
  const pod = await shopPod({
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['team', 'id', 'price'] },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  });
  const get = (ProjectionExpression?: string) =>
    new GetItemCommand({ TableName: 'orders', Key: key('shop'), ProjectionExpression });
  expect((await pod.send(get('price'))).Item).toEqual({ price: { N: '10' } });
  await expect(pod.send(get())).rejects.toMatchObject(refusal('dynamodb:GetItem'));
  await expect(pod.send(get('secret_note'))).rejects.toMatchObject(refusal('dynamodb:GetItem'));
});

test('a table of another account is beyond reach without a resource policy', async () => {
  const pod = await shopPod({});
  const TableName = ORDERS_ARN.replace('111122223333', '444455556666');
  await expect(pod.send(new GetItemCommand({ TableName, Key: key('shop') }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('because no resource-based policy allows the dynamodb:GetItem action'),
  });
});
