import type { PutItemInput, PutItemOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { readWriteCondition, requireCondition, requireReturnValues } from './conditional-write.ts';
import { invalidParameter, validationError } from './dynamodb-errors.ts';
import { itemKey, requireKeyIn } from './item-key.ts';
import { getTable, itemsOf, type TableAddress, tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

const MAX_ITEM_BYTES = 400 * 1024;

export const putItem = operation({
  access(input: PutItemInput, context: CallContext) {
    const item = storedItem(input.Item);
    const details = { keys: [item], attributes: Object.keys(item), returnValues: input.ReturnValues ?? 'NONE' };
    return [tableAccess('PutItem', tableAddress(input.TableName, context), context, details)];
  },
  run(input: PutItemInput, context: CallContext): PutItemOutput {
    refuseUnsupported(input);
    requireReturnValues(input.ReturnValues);
    const condition = readWriteCondition(input);
    const address = tableAddress(input.TableName, context);
    const item = storedItem(input.Item);
    const before = replaceItem(context, address, item, (old) => requireCondition(condition, old, input));
    return { Attributes: input.ReturnValues === 'ALL_OLD' && before ? wireItem(before) : undefined };
  },
});

/** Puts an item in the place of the one with its key, which is returned. `check` may refuse. */
export function replaceItem(
  { state }: CallContext,
  address: TableAddress,
  item: StoredItem,
  check: (before: StoredItem | undefined) => void = () => {},
): StoredItem | undefined {
  const table = getTable(state, address);
  requireKeyIn(table, item);
  if (JSON.stringify(item).length > MAX_ITEM_BYTES)
    throw validationError('Item size has exceeded the maximum allowed size');
  if (Object.keys(item).some((name) => name === '')) throw invalidParameter('Empty attribute name');
  const items = itemsOf(state, address);
  const key = itemKey(table, item);
  const before = items.get(key);
  check(before);
  items.put(key, item);
  return before;
}
