import type { AttributeValue, Select } from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import { searchUnits } from './consumed-capacity.ts';
import { validationError } from './dynamodb-errors.ts';
import type { Condition } from './expression/condition.ts';
import { conditionHolds } from './expression/condition-holds.ts';
import type { Path } from './expression/path.ts';
import { project } from './expression/projection.ts';
import { isInIndex, projectInto, type Source } from './index-items.ts';
import { itemsOf, type KeyAttribute, type TableAddress } from './tables.ts';
import { compareValues } from './value/compare-values.ts';
import { itemSize } from './value/item-size.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

export interface PageRequest {
  filter?: Condition;
  projection?: Path[];
  limit?: number;
  startKey?: Record<string, AttributeValue>;
  descending?: boolean;
  select?: Select;
  consistent?: boolean;
  /** True if a local index's items are to be completed from the table. */
  fetches?: boolean;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
const MAX_PAGE_BYTES = 1024 * 1024;

/**
 * Items in the order of their keys, or those of them that are asked for. AWS scans in the order of a hash of the
 * partition key, which tells as little.
 */
export function orderedItems(
  state: State,
  address: TableAddress,
  { index, keys }: Source,
  isWanted: (item: StoredItem) => boolean = () => true,
): StoredItem[] {
  const items = [...itemsOf(state, address).values()];
  const found = items.filter((item) => (!index || isInIndex(index, item)) && isWanted(item));
  return found.sort((one, other) => compareKeys(keys, one, other));
}

function compareKeys(keys: KeyAttribute[], one: StoredItem, other: StoredItem): number {
  for (const { name } of keys) {
    const order = compareValues(one[name] ?? {}, other[name] ?? {}) ?? 0;
    if (order !== 0) return order;
  }
  return 0;
}

/** One page of a Query or Scan. The limits count what was looked at, before the filter. */
export function pageOf(source: Source, ordered: StoredItem[], request: PageRequest) {
  const candidates = afterStart(source, request.descending ? [...ordered].reverse() : ordered, request);
  const { seen, shown, bytes, complete } = takePage(source, candidates, request);
  const { filter, projection, select, consistent } = request;
  const found = filter ? shown.filter((item) => conditionHolds(filter, item)) : shown;
  const last = complete ? undefined : seen.at(-1);
  return {
    Items: select === 'COUNT' ? undefined : found.map((item) => wireItem(project(item, projection))),
    Count: found.length,
    ScannedCount: seen.length,
    LastEvaluatedKey: last && wireItem(keyOf(source, last)),
    units: () => searchUnits(source, bytes, { consistent, fetched: request.fetches ? seen : [] }),
  };
}

function takePage({ table, index }: Source, candidates: StoredItem[], { limit = Infinity, fetches }: PageRequest) {
  const seen: StoredItem[] = [];
  const shown: StoredItem[] = [];
  let bytes = 0;
  for (const item of candidates) {
    const entry = index ? projectInto(table, index, item) : item;
    bytes += itemSize(entry);
    seen.push(item);
    shown.push(fetches ? item : entry);
    if (seen.length >= limit || bytes >= MAX_PAGE_BYTES) return { seen, shown, bytes, complete: false };
  }
  return { seen, shown, bytes, complete: true };
}

function afterStart(source: Source, items: StoredItem[], { startKey, descending }: PageRequest): StoredItem[] {
  if (!startKey) return items;
  const start = storedItem(startKey);
  requireStartKey(source, start);
  const sign = descending ? -1 : 1;
  return items.filter((item) => sign * compareKeys(source.keys, item, start) > 0);
}

function requireStartKey({ index, keys }: Source, start: StoredItem): void {
  const matches = keys.every(({ name, type }) => start[name]?.[type] !== undefined);
  if (matches && Object.keys(start).length === keys.length) return;
  const mismatch = index ? '' : ': The provided key element does not match the schema';
  throw validationError(`The provided starting key is invalid${mismatch}`);
}

function keyOf({ keys }: Source, item: StoredItem): StoredItem {
  return Object.fromEntries(keys.map(({ name }) => [name, item[name] ?? {}]));
}
