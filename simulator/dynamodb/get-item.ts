import type { GetItemInput, GetItemOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import type { Path } from './expression/path.ts';
import { parseProjection, project } from './expression/projection.ts';
import { openScope } from './expression/scope.ts';
import { itemKey, requireKey } from './item-key.ts';
import { getTable, itemsOf, type TableAddress, tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

interface Get {
  address: TableAddress;
  key: StoredItem;
  projection?: Path[];
}

export const getItem = operation({
  access(input: GetItemInput, context: CallContext) {
    const { address, key, projection } = readGet(input, context);
    return [tableAccess('GetItem', address, context, getDetails([key], projection))];
  },
  run(input: GetItemInput, context: CallContext): GetItemOutput {
    const { address, key, projection } = readGet(input, context);
    const item = findItem(context, address, key);
    return { Item: item && wireItem(project(item, projection)) };
  },
});

function readGet(input: GetItemInput, context: CallContext): Get {
  refuseUnsupported(input);
  const scope = openScope(input);
  const projection = parseProjection(input.ProjectionExpression, scope);
  scope.requireAllUsed();
  return { address: tableAddress(input.TableName, context), key: storedItem(input.Key), projection };
}

/** What a read by key says to policies: attributes count as named only if there is a projection. */
export function getDetails(keys: StoredItem[], projection: Path[] | undefined) {
  const named = [...keys.flatMap((key) => Object.keys(key)), ...(projection ?? []).map(([attribute]) => attribute)];
  return {
    keys,
    attributes: projection ? named : undefined,
    select: projection ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES',
  };
}

/** Errors: ResourceNotFoundException without a table, ValidationException for a key that is not the table's. */
export function findItem({ state }: CallContext, address: TableAddress, key: StoredItem): StoredItem | undefined {
  const table = getTable(state, address);
  requireKey(table, key);
  return itemsOf(state, address).get(itemKey(table, key));
}
