import type {
  BatchWriteItemInput,
  BatchWriteItemOutput,
  ConsumedCapacity,
  ItemCollectionMetrics,
} from '@aws-sdk/client-dynamodb';
import type { AccessDetails } from './access.ts';
import { consumedCapacity, requireCapacityMode, writeUnits } from './consumed-capacity.ts';
import { requireOneOf } from './dynamodb-errors.ts';
import type { ItemChange } from './item-change.ts';
import { type StoredItem, wireItem } from './value/stored-value.ts';

interface ReportInput {
  TableName?: string;
  ReturnConsumedCapacity?: string;
  ReturnItemCollectionMetrics?: string;
}

/** Errors: ValidationException for what a write cannot report. */
export function requireReportable(input: ReportInput): void {
  requireCapacityMode(input.ReturnConsumedCapacity);
  requireOneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, ['SIZE', 'NONE']);
}

/** What a write of one item says of itself to policies. */
export function writeDetails(
  { ReturnValues, ReturnConsumedCapacity }: { ReturnValues?: string; ReturnConsumedCapacity?: string },
  itemOrKey: StoredItem,
  attributes: string[],
): AccessDetails {
  return {
    keys: [itemOrKey],
    attributes,
    returnValues: ReturnValues ?? 'NONE',
    returnConsumedCapacity: ReturnConsumedCapacity,
  };
}

/** What a write to one table says of its cost, if it is asked. */
export function writeReport(
  input: ReportInput,
  change: ItemChange,
): { ConsumedCapacity?: ConsumedCapacity; ItemCollectionMetrics?: ItemCollectionMetrics } {
  const units = () => writeUnits([change]);
  return {
    ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, input.TableName, units),
    ItemCollectionMetrics: collectionMetrics(input.ReturnItemCollectionMetrics, change),
  };
}

/** The changes of one table, under the name that the request gave it. */
export interface TableChanges {
  name: string;
  changes: ItemChange[];
}

/** What a batch or transaction says of its cost, table by table; `factor` is 2 for transactions. */
export function batchReport(
  input: Pick<BatchWriteItemInput, 'ReturnConsumedCapacity' | 'ReturnItemCollectionMetrics'>,
  tables: TableChanges[],
  factor = 1,
): Pick<BatchWriteItemOutput, 'ConsumedCapacity' | 'ItemCollectionMetrics'> {
  const capacity = tables.flatMap(({ name, changes }) => {
    return consumedCapacity(input.ReturnConsumedCapacity, name, () => writeUnits(changes, factor)) ?? [];
  });
  const metrics = tables.flatMap(({ name, changes }) => {
    const own = changes.flatMap((change) => collectionMetrics(input.ReturnItemCollectionMetrics, change) ?? []);
    return own.length > 0 ? [[name, own] as const] : [];
  });
  return {
    ConsumedCapacity: capacity.length > 0 ? capacity : undefined,
    ItemCollectionMetrics: metrics.length > 0 ? Object.fromEntries(metrics) : undefined,
  };
}

/** Only tables with local indexes have collections, whose size AWS estimates within a gigabyte. */
function collectionMetrics(
  mode: string | undefined,
  { table, before, after }: ItemChange,
): ItemCollectionMetrics | undefined {
  if (mode !== 'SIZE' || !table.indexes?.some(({ kind }) => kind === 'local')) return undefined;
  const { name } = table.partitionKey;
  const value = (after ?? before)?.[name];
  return value && { ItemCollectionKey: wireItem({ [name]: value }), SizeEstimateRangeGB: [0, 1] };
}
