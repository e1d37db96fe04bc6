import type {
  GlobalSecondaryIndexDescription,
  LocalSecondaryIndexDescription,
  TableDescription,
  TableStatus,
} from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import { isInIndex } from './index-items.ts';
import {
  type IndexRow,
  indexArn,
  itemsOf,
  keyAttributes,
  keySchema,
  type TableAddress,
  type TableRow,
  type Throughput,
} from './tables.ts';
import { itemSize } from './value/item-size.ts';
import type { StoredItem } from './value/stored-value.ts';

/** A table as DescribeTable shows it. Sizes and counts are current, where AWS's are up to six hours old. */
export function describe(
  state: State,
  address: TableAddress,
  table: TableRow,
  status: TableStatus = 'ACTIVE',
): TableDescription {
  const items = [...itemsOf(state, address).values()];
  return {
    AttributeDefinitions: attributeDefinitions(table),
    TableName: table.name,
    KeySchema: keySchema(table),
    TableStatus: status,
    CreationDateTime: new Date(table.createdAtMs),
    ProvisionedThroughput: describeThroughput(table.throughput),
    TableSizeBytes: sizeOf(items),
    ItemCount: items.length,
    TableArn: table.arn,
    TableId: table.id,
    ...describeBilling(table),
    ...describeIndexes(address, table, items, status),
    ...(table.tableClass ? { TableClassSummary: { TableClass: table.tableClass } } : {}),
    DeletionProtectionEnabled: table.deletionProtection,
    WarmThroughput: warmThroughput(table.throughput),
  };
}

function attributeDefinitions(table: TableRow) {
  const keys = [table, ...(table.indexes ?? [])].flatMap(keyAttributes);
  const types = new Map(keys.map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

/** Tables that were never on demand have no summary of their billing. */
function describeBilling({ throughput, onDemandSinceMs, createdAtMs }: TableRow): Partial<TableDescription> {
  if (throughput && onDemandSinceMs === undefined) return {};
  const BillingMode = throughput ? 'PROVISIONED' : 'PAY_PER_REQUEST';
  const LastUpdateToPayPerRequestDateTime = new Date(onDemandSinceMs ?? createdAtMs);
  return { BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime } };
}

function describeThroughput(throughput: Throughput | undefined) {
  return {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: throughput?.readCapacityUnits ?? 0,
    WriteCapacityUnits: throughput?.writeCapacityUnits ?? 0,
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
function warmThroughput(throughput: Throughput | undefined) {
  return {
    ReadUnitsPerSecond: throughput?.readCapacityUnits ?? 12_000,
    WriteUnitsPerSecond: throughput?.writeCapacityUnits ?? 4000,
    Status: 'ACTIVE' as const,
  };
}

function describeIndexes(address: TableAddress, { indexes = [] }: TableRow, items: StoredItem[], status: TableStatus) {
  const [globals, locals] = (['global', 'local'] as const).map((wanted) =>
    indexes.filter(({ kind }) => kind === wanted),
  );
  const common = (index: IndexRow) => describeIndex(address, index, items);
  return {
    ...(globals?.length
      ? { GlobalSecondaryIndexes: globals.map((index) => ({ ...common(index), ...globalOnly(index, status) })) }
      : {}),
    ...(locals?.length ? { LocalSecondaryIndexes: locals.map(common) } : {}),
  };
}

function describeIndex(address: TableAddress, index: IndexRow, items: StoredItem[]): LocalSecondaryIndexDescription {
  const own = items.filter((item) => isInIndex(index, item));
  const { type: ProjectionType, attributes: NonKeyAttributes } = index.projection;
  return {
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: { ProjectionType, NonKeyAttributes },
    IndexSizeBytes: sizeOf(own),
    ItemCount: own.length,
    IndexArn: indexArn(address, index.name),
  };
}

function globalOnly({ throughput }: IndexRow, status: TableStatus): Partial<GlobalSecondaryIndexDescription> {
  return {
    IndexStatus: status === 'CREATING' ? 'CREATING' : 'ACTIVE',
    ProvisionedThroughput: describeThroughput(throughput),
    WarmThroughput: warmThroughput(throughput),
  };
}

function sizeOf(items: StoredItem[]): number {
  return items.reduce((sum, item) => sum + itemSize(item), 0);
}
