import type { DeleteItemInput, DeleteItemOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { readWriteCondition, requireCondition, requireReturnValues } from './conditional-write.ts';
import { findItem } from './get-item.ts';
import { itemKey } from './item-key.ts';
import { getTable, itemsOf, type TableAddress, tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

export const deleteItem = operation({
  access(input: DeleteItemInput, context: CallContext) {
    const key = storedItem(input.Key);
    const details = { keys: [key], attributes: Object.keys(key), returnValues: input.ReturnValues ?? 'NONE' };
    return [tableAccess('DeleteItem', tableAddress(input.TableName, context), context, details)];
  },
  run(input: DeleteItemInput, context: CallContext): DeleteItemOutput {
    refuseUnsupported(input);
    requireReturnValues(input.ReturnValues);
    const condition = readWriteCondition(input);
    const address = tableAddress(input.TableName, context);
    const key = storedItem(input.Key);
    const before = findItem(context, address, key);
    requireCondition(condition, before, input);
    removeItem(context, address, key);
    return { Attributes: input.ReturnValues === 'ALL_OLD' && before ? wireItem(before) : undefined };
  },
});

/** The key must have been checked. What is not there is no error. */
export function removeItem({ state }: CallContext, address: TableAddress, key: StoredItem): void {
  itemsOf(state, address).delete(itemKey(getTable(state, address), key));
}
