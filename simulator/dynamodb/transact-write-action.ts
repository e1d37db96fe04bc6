import type { AttributeValue, ConditionCheck, Put, TransactWriteItem, Update } from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { readWriteCondition, requireCondition } from './conditional-write.ts';
import { validationError } from './dynamodb-errors.ts';
import { deleteChange, type ItemChange, putChange } from './item-change.ts';
import { type TableAddress, tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { changeByUpdate, readUpdate, updatedAttributes } from './update-item.ts';
import { type StoredItem, storedItem } from './value/stored-value.ts';

/** One action of a TransactWriteItems, read and not yet tried. */
export interface WriteAction {
  /** The permission that it needs. */
  permission: 'ConditionCheckItem' | 'DeleteItem' | 'PutItem' | 'UpdateItem';
  /** As the request gives it. */
  tableName: string;
  address: TableAddress;
  /** The item, or its key. */
  item: StoredItem;
  attributes: string[];
  /** Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException. */
  change(state: State): ItemChange;
}

/** Errors: ValidationException. */
export function readWriteAction({ ConditionCheck, Put, Delete, Update }: TransactWriteItem, context: CallContext) {
  if ([ConditionCheck, Put, Delete, Update].filter((action) => action !== undefined).length !== 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  if (Put) return readPut(Put, context);
  if (Update) return readUpdateAction(Update, context);
  return Delete ? readKeyed('DeleteItem', Delete, context) : readKeyed('ConditionCheckItem', ConditionCheck, context);
}

function readPut(put: Put, context: CallContext): WriteAction {
  refuseUnsupported(put);
  const condition = readWriteCondition(put);
  const item = storedItem(put.Item);
  const place = placeOf(put.TableName, context);
  return {
    ...place,
    permission: 'PutItem',
    item,
    attributes: Object.keys(item),
    change(state) {
      const change = putChange(state, place.address, item);
      requireCondition(condition, change.before, put);
      return change;
    },
  };
}

function readUpdateAction(input: Update, context: CallContext): WriteAction {
  const { Key, TableName, ...expressions } = input;
  const update = readUpdate({ Key, TableName, ...expressions });
  const place = placeOf(TableName, context);
  return {
    ...place,
    permission: 'UpdateItem',
    item: update.key,
    attributes: updatedAttributes(update),
    change: (state) => changeByUpdate(state, place.address, update, input),
  };
}

type Keyed = Omit<ConditionCheck, 'ConditionExpression' | 'Key' | 'TableName'> & {
  TableName?: string;
  ConditionExpression?: string;
  Key?: Record<string, AttributeValue>;
};

/** A check changes nothing: the item after it is the item before. */
function readKeyed(
  permission: 'ConditionCheckItem' | 'DeleteItem',
  input: Keyed = {},
  context: CallContext,
): WriteAction {
  refuseUnsupported(input);
  const condition = readWriteCondition(input);
  const item = storedItem(input.Key);
  const place = placeOf(input.TableName, context);
  return {
    ...place,
    permission,
    item,
    attributes: Object.keys(item),
    change(state) {
      const change = deleteChange(state, place.address, item);
      requireCondition(condition, change.before, input);
      return permission === 'DeleteItem' ? change : { ...change, after: change.before };
    },
  };
}

function placeOf(tableName = '', context: CallContext) {
  return { tableName, address: tableAddress(tableName, context) };
}
