import type { BatchGetItemInput, BatchGetItemOutput, KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { consumedCapacity, requireCapacityMode } from './consumed-capacity.ts';
import { constraintError, validationError } from './dynamodb-errors.ts';
import { requireOneForm } from './expression/one-form.ts';
import { project } from './expression/projection.ts';
import { readProjection } from './expression/read-projection.ts';
import { openScope } from './expression/scope.ts';
import { findItem, GET_FORMS, getDetails, itemReadUnits } from './get-item.ts';
import { tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

const MAX_KEYS = 100;

/** Nothing is ever left unprocessed. */
export const batchGetItem = operation({
  access: (input: BatchGetItemInput, context: CallContext) =>
    readBatch(input).map(({ name, keys, projection }) => {
      const details = { ...getDetails(keys, projection), returnConsumedCapacity: input.ReturnConsumedCapacity };
      return tableAccess('BatchGetItem', tableAddress(name, context), context, details);
    }),
  run(input: BatchGetItemInput, context: CallContext): BatchGetItemOutput {
    const tables = readBatch(input).map(({ name, keys, ...table }) => {
      const address = tableAddress(name, context);
      return { name, ...table, found: keys.map((key) => findItem(context.state, address, key)) };
    });
    const responses = tables.map(({ name, found, projection }) => {
      const items = found.filter((item) => item !== undefined);
      return [name, items.map((item) => wireItem(project(item, projection)))] as const;
    });
    const capacity = tables.map(({ name, found, consistent }) =>
      consumedCapacity(input.ReturnConsumedCapacity, name, () => unitsOf(found, consistent)),
    );
    return {
      Responses: Object.fromEntries(responses),
      UnprocessedKeys: {},
      ConsumedCapacity: capacity.some((one) => one) ? capacity.filter((one) => one !== undefined) : undefined,
    };
  },
});

function unitsOf(found: (StoredItem | undefined)[], consistent: boolean | undefined) {
  const table = found.reduce((sum, item) => sum + itemReadUnits(item, consistent), 0);
  return { table, global: {}, local: {} };
}

function readBatch(input: BatchGetItemInput) {
  refuseUnsupported(input);
  requireCapacityMode(input.ReturnConsumedCapacity);
  const requested = Object.entries(input.RequestItems ?? {});
  if (requested.length === 0) {
    throw constraintError('requestItems', '{}', 'Member must have length greater than or equal to 1');
  }
  const tables = requested.map(([name, request]) => ({ name, ...readTable(request) }));
  if (tables.reduce((count, { keys }) => count + keys.length, 0) > MAX_KEYS) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  return tables;
}

function readTable(request: KeysAndAttributes) {
  refuseUnsupported(request);
  requireOneForm(request, GET_FORMS);
  const scope = openScope(request);
  const projection = readProjection(request, scope);
  scope.requireAllUsed();
  const keys = (request.Keys ?? []).map((key) => storedItem(key));
  const texts = keys.map((key) => JSON.stringify(Object.entries(key).sort()));
  if (new Set(texts).size < texts.length) throw validationError('Provided list of item keys contains duplicates');
  return { keys, projection, consistent: request.ConsistentRead };
}
