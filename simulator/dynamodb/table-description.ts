import type { TableDescription, TableStatus } from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import { itemsOf, keyAttributes, keySchema, type TableAddress, type TableRow } from './tables.ts';

export function describe(
  state: State,
  address: TableAddress,
  table: TableRow,
  status: TableStatus = 'ACTIVE',
): TableDescription {
  const { throughput } = table;
  const createdAt = new Date(table.createdAtMs);
  return {
    AttributeDefinitions: keyAttributes(table).map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    TableName: table.name,
    KeySchema: keySchema(table),
    TableStatus: status,
    CreationDateTime: createdAt,
    ProvisionedThroughput: {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: throughput?.readCapacityUnits ?? 0,
      WriteCapacityUnits: throughput?.writeCapacityUnits ?? 0,
    },
    TableSizeBytes: 0,
    ItemCount: itemsOf(state, address).size,
    TableArn: table.arn,
    TableId: table.id,
    ...(throughput
      ? {}
      : { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: createdAt } }),
    DeletionProtectionEnabled: table.deletionProtection,
  };
}
