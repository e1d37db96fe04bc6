import type { State } from '../state/state.ts';
import { invalidParameter, validationError } from './dynamodb-errors.ts';
import { itemKey, requireIndexKeysAfter, requireIndexKeysIn, requireKey, requireKeyIn } from './item-key.ts';
import { getTable, itemsOf, type TableAddress, type TableRow } from './tables.ts';
import { itemSize } from './value/item-size.ts';
import { requireLevels, type StoredItem } from './value/stored-value.ts';

/** A write that was checked and not yet made. */
export interface ItemChange {
  address: TableAddress;
  table: TableRow;
  key: string;
  /** Absent: there is no item with the key. */
  before?: StoredItem;
  /** Absent: there will be none. */
  after?: StoredItem;
}

const MAX_ITEM_BYTES = 400 * 1024;

/** Puts an item in the place of the one with its key. Errors: ResourceNotFoundException, ValidationException. */
export function putChange(state: State, address: TableAddress, item: StoredItem): ItemChange {
  const table = getTable(state, address);
  requireKeyIn(table, item);
  requireIndexKeysIn(table, item);
  if (itemSize(item) > MAX_ITEM_BYTES) throw validationError('Item size has exceeded the maximum allowed size');
  if (Object.hasOwn(item, '')) throw invalidParameter('Empty attribute name');
  const key = itemKey(table, item);
  return { address, table, key, before: itemsOf(state, address).get(key), after: item };
}

/** Changes the item with the key, or makes it. Errors: ResourceNotFoundException, ValidationException. */
export function updateChange(
  state: State,
  address: TableAddress,
  key: StoredItem,
  update: (before: StoredItem | undefined) => StoredItem,
): ItemChange {
  const change = deleteChange(state, address, key);
  const after = update(change.before);
  requireIndexKeysAfter(change.table, after);
  requireLevels(Object.values(after));
  if (itemSize(after) > MAX_ITEM_BYTES) {
    throw validationError('Item size to update has exceeded the maximum allowed size');
  }
  return { ...change, after };
}

/** Removes the item with the key, if there is one. Errors: ResourceNotFoundException, ValidationException. */
export function deleteChange(state: State, address: TableAddress, key: StoredItem): ItemChange {
  const table = getTable(state, address);
  requireKey(table, key);
  const text = itemKey(table, key);
  return { address, table, key: text, before: itemsOf(state, address).get(text) };
}

export function makeChange(state: State, { address, key, before, after }: ItemChange): void {
  const items = itemsOf(state, address);
  if (after) items.put(key, after);
  else if (before) items.delete(key);
}
