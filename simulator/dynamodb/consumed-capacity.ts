import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { requireOneOf } from './dynamodb-errors.ts';
import { isInIndex, projectInto, type Source } from './index-items.ts';
import type { ItemChange } from './item-change.ts';
import type { IndexRow, TableRow } from './tables.ts';
import { equalValues } from './value/compare-values.ts';
import { itemSize } from './value/item-size.ts';
import type { StoredItem } from './value/stored-value.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
const MODES = ['INDEXES', 'TOTAL', 'NONE'];

/** The units that a call took from a table and from its indexes, by their names. */
export interface Units {
  table: number;
  global: Record<string, number>;
  local: Record<string, number>;
}

/** What ReturnConsumedCapacity asks for. Errors: ValidationException. */
export function requireCapacityMode(mode: string | undefined): void {
  requireOneOf('returnConsumedCapacity', mode, MODES);
}

/** `tableName` is as the request gave it. Undefined if the request does not ask. */
export function consumedCapacity(
  mode: string | undefined,
  tableName: string | undefined,
  units: () => Units,
): ConsumedCapacity | undefined {
  if (mode !== 'TOTAL' && mode !== 'INDEXES') return undefined;
  const { table, global, local } = units();
  const total = [table, ...Object.values(global), ...Object.values(local)].reduce((sum, one) => sum + one, 0);
  const capacity = { TableName: tableName, CapacityUnits: total };
  if (mode === 'TOTAL') return capacity;
  return {
    ...capacity,
    Table: { CapacityUnits: table },
    ...(Object.keys(global).length > 0 ? { GlobalSecondaryIndexes: byIndex(global) } : {}),
    ...(Object.keys(local).length > 0 ? { LocalSecondaryIndexes: byIndex(local) } : {}),
  };
}

function byIndex(units: Record<string, number>) {
  return Object.fromEntries(Object.entries(units).map(([name, CapacityUnits]) => [name, { CapacityUnits }]));
}

/** Units to read that many bytes; eventually consistent reads cost half. Nothing found costs one unit too. */
export function readUnits(bytes: number, consistent: boolean | undefined): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5);
}

/** Units of a Query or Scan that read so many bytes, and the table's items for what a local index lacks. */
export function searchUnits(
  { index }: Source,
  bytes: number,
  { consistent, fetched }: { consistent?: boolean; fetched: StoredItem[] },
): Units {
  const units = readUnits(bytes, consistent);
  const none = { global: {}, local: {} };
  if (!index) return { table: units, ...none };
  const table = fetched.reduce((sum, item) => sum + readUnits(itemSize(item), consistent), 0);
  return { table, ...none, [index.kind]: { [index.name]: units } };
}

/**
 * Units of writes to one table: of the larger item, the old or the new, and of what changes in each index. Those of
 * transactions cost twice as much.
 */
export function writeUnits(changes: Pick<ItemChange, 'table' | 'before' | 'after'>[], factor = 1): Units {
  const units: Units = { table: 0, global: {}, local: {} };
  for (const { table, before, after } of changes) {
    units.table += factor * Math.max(unitsOf(before), unitsOf(after));
    for (const index of table.indexes ?? []) {
      const own = factor * indexUnits(table, index, before, after);
      if (own > 0) units[index.kind][index.name] = (units[index.kind][index.name] ?? 0) + own;
    }
  }
  return units;
}

function unitsOf(item: StoredItem | undefined): number {
  return Math.max(1, Math.ceil((item ? itemSize(item) : 0) / WRITE_UNIT_BYTES));
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
function indexUnits(table: TableRow, index: IndexRow, before?: StoredItem, after?: StoredItem): number {
  const entry = (item: StoredItem | undefined) =>
    item && isInIndex(index, item) ? projectInto(table, index, item) : undefined;
  const [old, fresh] = [entry(before), entry(after)];
  if (!old && !fresh) return 0;
  if (!old || !fresh) return unitsOf(old ?? fresh);
  if (equalValues({ M: old }, { M: fresh })) return 0;
  const moved = [index.partitionKey, index.sortKey].some(
    (key) => key && !equalValues(old[key.name] ?? {}, fresh[key.name] ?? {}),
  );
  return moved ? unitsOf(old) + unitsOf(fresh) : Math.max(unitsOf(old), unitsOf(fresh));
}
