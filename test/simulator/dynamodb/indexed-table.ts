import {
  CreateTableCommand,
  type CreateTableCommandInput,
  PutItemCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { clientOf, dynamoEndpoint } from './orders-table.ts';

export const TableName = 'orders';
export const INDEXED: CreateTableCommandInput = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'team', KeyType: 'HASH' },
    { AttributeName: 'id', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'team', AttributeType: 'S' },
    { AttributeName: 'id', AttributeType: 'N' },
    { AttributeName: 'status', AttributeType: 'S' },
    { AttributeName: 'price', AttributeType: 'N' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-status',
      KeySchema: [
        { AttributeName: 'status', KeyType: 'HASH' },
        { AttributeName: 'price', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-price',
      KeySchema: [
        { AttributeName: 'team', KeyType: 'HASH' },
        { AttributeName: 'price', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** The table with a few items; role sessions have the identity policy that is given. */
export async function withIndexes(identity?: object) {
  const endpoint = dynamoEndpoint(identity);
  const client = clientOf(endpoint);
  await client.send(new CreateTableCommand(INDEXED));
  const put = (team: string, id: string, more: object) =>
    client.send(
      new PutItemCommand({ TableName, Item: { team: { S: team }, id: { N: id }, note: { S: 'n' }, ...more } }),
    );
  await put('shop', '1', { status: { S: 'open' }, price: { N: '30' }, name: { S: 'a' } });
  await put('shop', '2', { status: { S: 'open' }, price: { N: '10' }, name: { S: 'b' } });
  await put('bank', '3', { status: { S: 'open' }, price: { N: '20' }, name: { S: 'c' } });
  await put('bank', '4', { status: { S: 'done' } });
  await put('bank', '5', { price: { N: '1' } });
  return { endpoint, client };
}

/** A query of the global index. */
export const open: Partial<QueryCommandInput> = {
  IndexName: 'by-status',
  KeyConditionExpression: '#s = :open',
  ExpressionAttributeNames: { '#s': 'status' },
  ExpressionAttributeValues: { ':open': { S: 'open' } },
};
/** A query of the local index. */
export const ownTeam: Partial<QueryCommandInput> = {
  IndexName: 'by-price',
  KeyConditionExpression: 'team = :shop',
  ExpressionAttributeValues: { ':shop': { S: 'shop' } },
};
