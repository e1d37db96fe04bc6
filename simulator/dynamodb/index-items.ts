import type { State } from '../state/state.ts';
import { validationError } from './dynamodb-errors.ts';
import {
  findTable,
  type IndexRow,
  type KeyAttribute,
  keyAttributes,
  type TableAddress,
  type TableRow,
} from './tables.ts';
import type { StoredItem } from './value/stored-value.ts';

/** Where a Query or Scan looks. */
export interface Source {
  table: TableRow;
  index?: IndexRow;
  /** What its items are told apart and sorted by: the index's keys, then the table's. */
  keys: KeyAttribute[];
}

/** The table itself, or one of its indexes. Errors: ValidationException. */
export function sourceOf(table: TableRow, indexName: string | undefined): Source {
  if (indexName === undefined) return { table, keys: keyAttributes(table) };
  const index = table.indexes?.find(({ name }) => name === indexName);
  if (!index) throw validationError(`The table does not have the specified index: ${indexName}`);
  return { table, index, keys: indexKeys(table, index) };
}

/** As sourceOf; undefined for a table that is not there, and an index that it lacks. */
export function findSource(state: State, address: TableAddress, indexName: string | undefined): Source | undefined {
  const table = findTable(state, address);
  const exists = indexName === undefined || table?.indexes?.some(({ name }) => name === indexName);
  return table && exists ? sourceOf(table, indexName) : undefined;
}

function indexKeys(table: TableRow, index: IndexRow): KeyAttribute[] {
  const own = keyAttributes(index);
  return [...own, ...keyAttributes(table).filter(({ name }) => !own.some((key) => key.name === name))];
}

/** Indexes are sparse: what lacks one of their keys is not in them. */
export function isInIndex(index: IndexRow, item: StoredItem): boolean {
  return keyAttributes(index).every(({ name }) => item[name] !== undefined);
}

/** What an index holds of an item. */
export function projectInto(table: TableRow, index: IndexRow, item: StoredItem): StoredItem {
  if (index.projection.type === 'ALL') return item;
  const names = [...indexKeys(table, index).map(({ name }) => name), ...(index.projection.attributes ?? [])];
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}
