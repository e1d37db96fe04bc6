import type { Get, TransactGetItemsInput, TransactGetItemsOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { consumedCapacity, requireCapacityMode } from './consumed-capacity.ts';
import { validationError } from './dynamodb-errors.ts';
import { requireOneForm } from './expression/one-form.ts';
import { parseProjection, project } from './expression/projection.ts';
import { openScope } from './expression/scope.ts';
import { findItem, GET_FORMS, getDetails, itemReadUnits } from './get-item.ts';
import { tableAddress } from './tables.ts';
import { tryAll } from './transaction-canceled.ts';
import { requireActionCount, requireDistinctItems, requireTotalSize } from './transaction-items.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

const TRANSACTION_FACTOR = 2;

/** All reads see one state. */
export const transactGetItems = operation({
  limits: 'Never conflicts.',
  access: (input: TransactGetItemsInput, context: CallContext) =>
    readGets(input, context).map(({ address, key, projection }) =>
      tableAccess('GetItem', address, context, {
        ...getDetails([key], projection),
        enclosingOperation: 'TransactGetItems',
        returnConsumedCapacity: input.ReturnConsumedCapacity,
      }),
    ),
  run(input: TransactGetItemsInput, context: CallContext): TransactGetItemsOutput {
    const gets = readGets(input, context);
    requireDistinctItems(gets, context.state);
    const found = tryAll(gets, ({ address, key }) => findItem(context.state, address, key));
    requireTotalSize(found);
    const responses = gets.map(({ projection }, index) => {
      const item = found[index];
      return item ? { Item: wireItem(project(item, projection)) } : {};
    });
    return { Responses: responses, ConsumedCapacity: capacityOf(input, gets, found) };
  },
});

type ReadGet = ReturnType<typeof readGets>[number];

function readGets(input: TransactGetItemsInput, context: CallContext) {
  requireCapacityMode(input.ReturnConsumedCapacity);
  const items = input.TransactItems ?? [];
  requireActionCount(items);
  return items.map(({ Get: get }) => {
    // Assumed; not confirmed against AWS: the text.
    if (!get) throw validationError('TransactItems can only contain Get');
    return { ...readGet(get), tableName: get.TableName ?? '', address: tableAddress(get.TableName, context) };
  });
}

function readGet(get: Get) {
  requireOneForm(get, GET_FORMS);
  const scope = openScope(get);
  const projection = parseProjection(get.ProjectionExpression, scope);
  scope.requireAllUsed();
  return { key: storedItem(get.Key), projection };
}

function capacityOf(input: TransactGetItemsInput, gets: ReadGet[], found: (StoredItem | undefined)[]) {
  const names = [...new Set(gets.map(({ tableName }) => tableName))];
  const capacity = names.flatMap((name) => {
    const own = found.filter((_item, index) => gets[index]?.tableName === name);
    const table = own.reduce((sum, item) => sum + TRANSACTION_FACTOR * itemReadUnits(item, true), 0);
    return consumedCapacity(input.ReturnConsumedCapacity, name, () => ({ table, global: {}, local: {} })) ?? [];
  });
  if (capacity.length === 0) return undefined;
  return capacity.map((one) => ({ ...one, ReadCapacityUnits: one.CapacityUnits }));
}
