import type { State } from '../state/state.ts';
import { constraintError, validationError } from './dynamodb-errors.ts';
import { itemKey } from './item-key.ts';
import { getTable, type TableAddress, tableArn } from './tables.ts';
import { itemSize } from './value/item-size.ts';
import type { StoredItem } from './value/stored-value.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const MAX_ACTIONS = 100;
const MAX_BYTES = 4 * 1024 * 1024;

/** Errors: ValidationException for none, and for more actions than a transaction may have. */
export function requireActionCount(actions: unknown[]): void {
  if (actions.length === 0) {
    throw constraintError('transactItems', '[]', 'Member must have length greater than or equal to 1');
  }
  if (actions.length <= MAX_ACTIONS) return;
  const shown = `[${actions.map(() => 'TransactItem').join(', ')}]`;
  throw constraintError('transactItems', shown, `Member must have length less than or equal to ${MAX_ACTIONS}`);
}

/** Errors: ValidationException for two actions on one item, ResourceNotFoundException without a table. */
export function requireDistinctItems(actions: { address: TableAddress; key: StoredItem }[], state: State): void {
  const places = actions.map(({ address, key }) => tableArn(address) + itemKey(getTable(state, address), key));
  if (new Set(places).size === places.length) return;
  throw validationError('Transaction request cannot include multiple operations on one item');
}

/** Errors: ValidationException for items that are too large together. */
export function requireTotalSize(items: (StoredItem | undefined)[]): void {
  if (items.reduce((bytes, item) => bytes + (item ? itemSize(item) : 0), 0) <= MAX_BYTES) return;
  // Assumed; not confirmed against AWS: the text.
  throw validationError('The aggregate size of the items in the transaction exceeded 4 MB');
}
