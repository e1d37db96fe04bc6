import { type AttributeValue, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { requireParameter } from './app-error.ts';
import { region } from './region.ts';

const dynamodb = new DynamoDBClient({ region });

/** The items of one team: `?table=` and `&team=`, the table's partition key. */
export async function queryItems(parameters: URLSearchParams) {
  const example = '/items?table=my-table&team=team-a';
  const table = requireParameter(parameters, 'table', example);
  const team = requireParameter(parameters, 'team', example);
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#team = :team',
      ExpressionAttributeNames: { '#team': 'team' },
      ExpressionAttributeValues: { ':team': { S: team } },
    }),
  );
  return { table, team, items: Items.map(plainItem) };
}

function plainItem(item: Record<string, AttributeValue>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

/** DynamoDB's typed value as JSON has it. */
function plainValue(value: AttributeValue): unknown {
  if (value.M) return plainItem(value.M);
  if (value.L) return value.L.map(plainValue);
  if (value.NULL) return null;
  if (value.N !== undefined) return Number(value.N);
  return value.S ?? value.BOOL ?? value.SS ?? value.NS?.map(Number) ?? 'binary';
}
