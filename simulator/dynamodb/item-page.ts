import type { AttributeValue, Select } from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import { validationError } from './dynamodb-errors.ts';
import type { Condition } from './expression/condition.ts';
import { conditionHolds } from './expression/condition-holds.ts';
import type { Path } from './expression/path.ts';
import { project } from './expression/projection.ts';
import { requireKey } from './item-key.ts';
import { itemsOf, keyAttributes, type TableAddress, type TableRow } from './tables.ts';
import { compareValues } from './value/compare-values.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

export interface PageRequest {
  filter?: Condition;
  projection?: Path[];
  limit?: number;
  startKey?: Record<string, AttributeValue>;
  descending?: boolean;
  select?: Select;
}

/**
 * Items in the order of their keys, or those of them that are asked for. AWS scans in the order of a hash of the
 * partition key, which tells as little.
 */
export function orderedItems(
  state: State,
  address: TableAddress,
  table: TableRow,
  isWanted: (item: StoredItem) => boolean = () => true,
): StoredItem[] {
  return [...itemsOf(state, address).values()].filter(isWanted).sort((one, other) => compareKeys(table, one, other));
}

function compareKeys(table: TableRow, one: StoredItem, other: StoredItem): number {
  for (const { name } of keyAttributes(table)) {
    const order = compareValues(one[name] ?? {}, other[name] ?? {}) ?? 0;
    if (order !== 0) return order;
  }
  return 0;
}

/** One page of a Query or Scan. The limit counts what was looked at, before the filter. */
export function pageOf(table: TableRow, ordered: StoredItem[], request: PageRequest) {
  const candidates = afterStart(table, request.descending ? [...ordered].reverse() : ordered, request);
  const seen = candidates.slice(0, request.limit);
  const { filter, projection, select } = request;
  const found = filter ? seen.filter((item) => conditionHolds(filter, item)) : seen;
  const last = request.limit !== undefined && seen.length === request.limit ? seen.at(-1) : undefined;
  return {
    Items: select === 'COUNT' ? undefined : found.map((item) => wireItem(project(item, projection))),
    Count: found.length,
    ScannedCount: seen.length,
    LastEvaluatedKey: last && wireItem(keyOf(table, last)),
  };
}

function afterStart(table: TableRow, items: StoredItem[], { startKey, descending }: PageRequest): StoredItem[] {
  if (!startKey) return items;
  const start = storedItem(startKey);
  requireStartKey(table, start);
  const sign = descending ? -1 : 1;
  return items.filter((item) => sign * compareKeys(table, item, start) > 0);
}

function requireStartKey(table: TableRow, start: StoredItem): void {
  try {
    requireKey(table, start);
  } catch {
    throw validationError('The provided starting key is invalid: The provided key element does not match the schema');
  }
}

function keyOf(table: TableRow, item: StoredItem): StoredItem {
  return Object.fromEntries(keyAttributes(table).map(({ name }) => [name, item[name] ?? {}]));
}
