import {
  DeleteResourcePolicyCommand,
  type DynamoDBClient,
  GetItemCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { AccessKey } from '../../../simulator/caller.ts';
import { clientOf, createOrders, dynamoEndpoint, ORDERS_ARN, putOrders } from './orders-table.ts';

const PARTNER = '444455556666';
const Key = { team: { S: 'shop' }, id: { N: '1' } };

async function withOrders(identity?: object) {
  const endpoint = dynamoEndpoint(identity);
  const client = clientOf(endpoint);
  await createOrders(client);
  await putOrders(client, 'shop', [1]);
  return { endpoint, client };
}

const policyFor = (Principal: object, Action = 'dynamodb:GetItem', Condition = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action, Resource: ORDERS_ARN, Condition },
  });

const put = (client: DynamoDBClient, Policy: string, ExpectedRevisionId?: string) =>
  client.send(new PutResourcePolicyCommand({ ResourceArn: ORDERS_ARN, Policy, ExpectedRevisionId }));

test('is put, read, kept under one revision while it is the same, and deleted', async () => {
  const { client } = await withOrders();
  const policy = policyFor({ AWS: PARTNER });
  const first = await put(client, policy, 'NO_POLICY');
  expect(await put(client, policy)).toMatchObject({ RevisionId: first.RevisionId });
  const read = () => client.send(new GetResourcePolicyCommand({ ResourceArn: ORDERS_ARN }));
  expect(await read()).toMatchObject({ Policy: policy, RevisionId: first.RevisionId });
  const missing = {
    name: 'PolicyNotFoundException',
    message: `Resource-based policy not found for the provided ResourceArn: ${ORDERS_ARN}`,
  };
  await expect(put(client, policy, 'NO_POLICY')).rejects.toMatchObject(missing);
  await client.send(new DeleteResourcePolicyCommand({ ResourceArn: ORDERS_ARN }));
  await expect(read()).rejects.toMatchObject(missing);
  await expect(put(client, '{')).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(/^Invalid policy document: /),
  });
});

test('lets a role of its own account in without an identity policy', async () => {
  const { endpoint, client } = await withOrders();
  const app = clientOf(endpoint, endpoint.addRoleSession({ tags: { team: 'shop' } }));
  const get = () => app.send(new GetItemCommand({ TableName: 'orders', Key }));
  await expect(get()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await put(client, policyFor({ AWS: 'arn:aws:iam::111122223333:role/app' }));
  expect((await get()).Item).toBeDefined();
  const ownTeam = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
  await put(client, policyFor({ AWS: 'arn:aws:iam::111122223333:role/app' }, 'dynamodb:*', ownTeam));
  expect((await get()).Item).toBeDefined();
});

test('lets another account in, by the ARN of the table, if both sides allow', async () => {
  const Statement = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: ORDERS_ARN };
  const { endpoint, client } = await withOrders({ Version: '2012-10-17', Statement });
  const credentials = endpoint.addRoleSession({ roleArn: `arn:aws:iam::${PARTNER}:role/partner` });
  const keys = endpoint.state.table<AccessKey>('credentials/keys');
  const row = keys.get(credentials.accessKeyId) as AccessKey;
  keys.put(credentials.accessKeyId, { ...row, account: PARTNER });
  const partner = clientOf(endpoint, credentials);
  const get = (TableName: string) => partner.send(new GetItemCommand({ TableName, Key }));
  await expect(get(ORDERS_ARN)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(/because no resource-based policy allows the dynamodb:GetItem action$/),
  });
  await put(client, policyFor({ AWS: `arn:aws:iam::${PARTNER}:root` }));
  expect((await get(ORDERS_ARN)).Item).toBeDefined();
  await expect(get('orders')).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`arn:aws:dynamodb:us-west-2:${PARTNER}:table/orders`),
  });
});
