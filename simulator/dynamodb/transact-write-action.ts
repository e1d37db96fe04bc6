import type { AttributeValue, ConditionCheck, Delete, Put, TransactWriteItem, Update } from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { readWriteCondition, requireCondition } from './conditional-write.ts';
import { validationError } from './dynamodb-errors.ts';
import { deleteChange, type ItemChange, putChange } from './item-change.ts';
import { type TableAddress, tableAddress } from './tables.ts';
import { changeByUpdate, readUpdate, updatedAttributes } from './update-item.ts';
import { type StoredItem, storedItem } from './value/stored-value.ts';

/** One action of a TransactWriteItems, read and not yet tried. */
export interface WriteAction {
  /** The permission that it needs. */
  permission: 'ConditionCheckItem' | 'DeleteItem' | 'PutItem' | 'UpdateItem';
  /** As the request gives it. */
  tableName: string;
  address: TableAddress;
  /** The item's key; of a put, the item. */
  key: StoredItem;
  attributes: string[];
  /** Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException. */
  change(state: State): ItemChange;
}

/** Errors: ValidationException. */
export function readWriteAction(item: TransactWriteItem, context: CallContext): WriteAction {
  const { ConditionCheck: check, Put: put, Delete: remove, Update: update } = item;
  if ([check, put, remove, update].filter((action) => action !== undefined).length !== 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  if (update) return readUpdateAction(update, context);
  if (put) return readWhole('PutItem', put, put.Item, putChange, context);
  if (remove) return readWhole('DeleteItem', remove, remove.Key, deleteChange, context);
  return readWhole('ConditionCheckItem', check, check?.Key, unchanged, context);
}

function readUpdateAction(input: Update, context: CallContext): WriteAction {
  const update = readUpdate(input);
  const place = placeOf(input.TableName, context);
  return {
    ...place,
    permission: 'UpdateItem',
    key: update.key,
    attributes: updatedAttributes(update),
    change: (state) => changeByUpdate(state, place.address, update, input),
  };
}

/** A check changes nothing: the item after it is the item before. */
function unchanged(...place: Parameters<typeof deleteChange>): ItemChange {
  const change = deleteChange(...place);
  return { ...change, after: change.before };
}

function readWhole(
  permission: WriteAction['permission'],
  input: Partial<Put | Delete | ConditionCheck> = {},
  itemOrKey: Record<string, AttributeValue> | undefined,
  changeOf: typeof putChange,
  context: CallContext,
): WriteAction {
  const condition = readWriteCondition(input);
  const key = storedItem(itemOrKey);
  const place = placeOf(input.TableName, context);
  return {
    ...place,
    permission,
    key,
    attributes: Object.keys(key),
    change(state) {
      const change = changeOf(state, place.address, key);
      requireCondition(condition, change.before, input);
      return change;
    },
  };
}

function placeOf(tableName = '', context: CallContext) {
  return { tableName, address: tableAddress(tableName, context) };
}
