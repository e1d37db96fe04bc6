import type { BatchGetItemInput, BatchGetItemOutput, KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { consumedCapacity, requireCapacityMode } from './consumed-capacity.ts';
import { validationError } from './dynamodb-errors.ts';
import { requireOneForm } from './expression/one-form.ts';
import { project } from './expression/projection.ts';
import { readProjection } from './expression/read-projection.ts';
import { openScope } from './expression/scope.ts';
import { findItem, GET_FORMS, getDetails, itemReadUnits } from './get-item.ts';
import { tableAddress } from './tables.ts';
import { itemSize } from './value/item-size.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

const MAX_KEYS = 100;
// API reference, BatchGetItem: what would make the answer larger is left unprocessed.
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export const batchGetItem = operation({
  access: (input: BatchGetItemInput, context: CallContext) =>
    readBatch(input).map(({ name, keys, projection }) => {
      const details = { ...getDetails(keys, projection), returnConsumedCapacity: input.ReturnConsumedCapacity };
      return tableAccess('BatchGetItem', tableAddress(name, context), context, details);
    }),
  run(input: BatchGetItemInput, context: CallContext): BatchGetItemOutput {
    const tables = readBatch(input).map((table) => {
      const address = tableAddress(table.name, context);
      return { ...table, found: table.keys.map((key) => findItem(context.state, address, key)) };
    });
    const processed = processedCounts(tables.map(({ found }) => found));
    const answered = tables.map((table, index) => ({ ...table, found: table.found.slice(0, processed[index]) }));
    return {
      Responses: Object.fromEntries(answered.map((table) => [table.name, itemsOf(table)])),
      UnprocessedKeys: Object.fromEntries(answered.flatMap(unprocessed)),
      ConsumedCapacity: capacityOf(input, answered),
    };
  },
});

type ReadTable = ReturnType<typeof readTable> & { name: string; found: (StoredItem | undefined)[] };

/** How many of each table's items fit into one answer. */
function processedCounts(tables: (StoredItem | undefined)[][]): number[] {
  let bytes = 0;
  return tables.map((found) => {
    const beyond = found.findIndex((item) => {
      bytes += item ? itemSize(item) : 0;
      return bytes > MAX_ANSWER_BYTES;
    });
    return beyond < 0 ? found.length : beyond;
  });
}

function itemsOf({ found, projection }: ReadTable) {
  return found.flatMap((item) => (item ? [wireItem(project(item, projection))] : []));
}

function unprocessed({ name, request, found }: ReadTable): [string, KeysAndAttributes][] {
  const left = request.Keys?.slice(found.length) ?? [];
  return left.length > 0 ? [[name, { ...request, Keys: left }]] : [];
}

function capacityOf({ ReturnConsumedCapacity: mode }: BatchGetItemInput, tables: ReadTable[]) {
  const capacity = tables.flatMap(({ name, found, consistent }) => {
    const table = () => found.reduce((sum, item) => sum + itemReadUnits(item, consistent), 0);
    return consumedCapacity(mode, name, () => ({ table: table(), global: {}, local: {} })) ?? [];
  });
  return capacity.length > 0 ? capacity : undefined;
}

function readBatch(input: BatchGetItemInput) {
  requireCapacityMode(input.ReturnConsumedCapacity);
  const requested = Object.entries(input.RequestItems ?? {});
  if (requested.length === 0) throw validationError('The requestItems parameter is required for BatchGetItem');
  const tables = requested.map(([name, request]) => ({ name, ...readTable(name, request) }));
  if (tables.reduce((count, { keys }) => count + keys.length, 0) > MAX_KEYS) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  return tables;
}

function readTable(name: string, request: KeysAndAttributes) {
  requireKeyCount(name, request.Keys ?? []);
  requireOneForm(request, GET_FORMS);
  const scope = openScope(request);
  const projection = readProjection(request, scope);
  scope.requireAllUsed();
  const keys = (request.Keys ?? []).map((key) => storedItem(key));
  const texts = keys.map((key) => JSON.stringify(Object.entries(key).sort()));
  if (new Set(texts).size < texts.length) throw validationError('Provided list of item keys contains duplicates');
  return { request, keys, projection, consistent: request.ConsistentRead };
}

function requireKeyCount(name: string, keys: unknown[]): void {
  if (keys.length >= 1 && keys.length <= MAX_KEYS) return;
  const bound = keys.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_KEYS}`;
  const at = `Value at 'RequestItems.${name}.member.Keys'`;
  throw validationError(
    `1 validation error detected: ${at} failed to satisfy constraint: Member must have length ${bound}`,
  );
}
