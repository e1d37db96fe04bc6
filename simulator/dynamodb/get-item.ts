import type { GetItemInput, GetItemOutput } from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { type AccessDetails, tableAccess } from './access.ts';
import { consumedCapacity, readUnits, requireCapacityMode } from './consumed-capacity.ts';
import { requireOneForm } from './expression/one-form.ts';
import type { Path } from './expression/path.ts';
import { project } from './expression/projection.ts';
import { readProjection } from './expression/read-projection.ts';
import { openScope } from './expression/scope.ts';
import { itemKey, requireKey } from './item-key.ts';
import { getTable, itemsOf, type TableAddress, tableAddress } from './tables.ts';
import { itemSize } from './value/item-size.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

interface Get {
  address: TableAddress;
  key: StoredItem;
  projection?: Path[];
}

export const getItem = operation({
  access(input: GetItemInput, context: CallContext) {
    const { address, key, projection } = readGet(input, context);
    const details = getDetails([key], projection);
    details.returnConsumedCapacity = input.ReturnConsumedCapacity;
    return [tableAccess('GetItem', address, context, details)];
  },
  run(input: GetItemInput, context: CallContext): GetItemOutput {
    const { address, key, projection } = readGet(input, context);
    const item = findItem(context.state, address, key);
    const units = () => ({ table: itemReadUnits(item, input.ConsistentRead), global: {}, local: {} });
    return {
      Item: item && wireItem(project(item, projection)),
      ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, input.TableName, units),
    };
  },
});

export function itemReadUnits(item: StoredItem | undefined, consistent: boolean | undefined): number {
  return readUnits(item ? itemSize(item) : 0, consistent);
}

export const GET_FORMS = { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] };

function readGet(input: GetItemInput, context: CallContext): Get {
  requireCapacityMode(input.ReturnConsumedCapacity);
  requireOneForm(input, GET_FORMS);
  const scope = openScope(input);
  const projection = readProjection(input, scope);
  scope.requireAllUsed();
  return { address: tableAddress(input.TableName, context), key: storedItem(input.Key), projection };
}

/** What a read by key says to policies: attributes count as named only if there is a projection. */
export function getDetails(keys: StoredItem[], projection: Path[] | undefined): AccessDetails {
  if (!projection) return { keys, select: 'ALL_ATTRIBUTES' };
  const attributes = [...keys.flatMap((key) => Object.keys(key)), ...projection.map(([attribute]) => attribute)];
  return { keys, attributes, select: 'SPECIFIC_ATTRIBUTES' };
}

/** Errors: ResourceNotFoundException without a table, ValidationException for a key that is not the table's. */
export function findItem(state: State, address: TableAddress, key: StoredItem): StoredItem | undefined {
  const table = getTable(state, address);
  requireKey(table, key);
  return itemsOf(state, address).get(itemKey(table, key));
}
