import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { PolicySet } from '../../../policy/index.ts';
import { compilePolicy } from '../../../policy/index.ts';
import { dynamodb } from '../../../simulator/dynamodb/index.ts';
import { type TestEndpoint, testEndpoint } from '../wire/test-endpoint.ts';

export const ORDERS_ARN = 'arn:aws:dynamodb:us-west-2:111122223333:table/orders';

/** An endpoint with DynamoDB only; role sessions have the identity policy that is given. */
export function dynamoEndpoint(identity?: object): TestEndpoint {
  const policies: PolicySet['identity'] = identity
    ? [{ name: 'inline:test', policy: compilePolicy(identity, 'identity') }]
    : [];
  return testEndpoint({
    services: { dynamodb: async () => dynamodb },
    policiesOf: () => ({ identity: policies }),
  });
}

export function clientOf(endpoint: TestEndpoint, credentials?: Parameters<TestEndpoint['clientConfig']>[0]) {
  return new DynamoDBClient(endpoint.clientConfig(credentials));
}

/** Table `orders`: partition key `team`, sort key `id` (a number). */
export async function createOrders(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'team', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'team', AttributeType: 'S' },
        { AttributeName: 'id', AttributeType: 'N' },
      ],
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
  );
}

export async function putOrders(client: DynamoDBClient, team: string, ids: number[]): Promise<void> {
  for (const id of ids) {
    const Item = {
      team: { S: team },
      id: { N: String(id) },
      price: { N: String(id * 10) },
      name: { S: `order ${id}` },
    };
    await client.send(new PutItemCommand({ TableName: 'orders', Item }));
  }
}
