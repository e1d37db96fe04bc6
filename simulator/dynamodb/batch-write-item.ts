import type { BatchWriteItemInput, BatchWriteItemOutput, WriteRequest } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { constraintError, validationError } from './dynamodb-errors.ts';
import { deleteChange, type ItemChange, makeChange, putChange } from './item-change.ts';
import { type TableAddress, tableAddress } from './tables.ts';
import { type StoredItem, storedItem } from './value/stored-value.ts';
import { batchReport, requireReportable } from './write-report.ts';

interface Write {
  kind: 'put' | 'delete';
  /** The item to put, or the key to delete. */
  item: StoredItem;
}

const MAX_WRITES = 25;

/** Nothing is ever left unprocessed. */
export const batchWriteItem = operation({
  limits: 'Nothing is ever left unprocessed.',
  access: (input: BatchWriteItemInput, context: CallContext) =>
    readBatch(input, context).map(({ address, writes }) => {
      const keys = writes.map(({ item }) => item);
      const attributes = keys.flatMap((item) => Object.keys(item));
      const { ReturnConsumedCapacity: returnConsumedCapacity } = input;
      return tableAccess('BatchWriteItem', address, context, { keys, attributes, returnConsumedCapacity });
    }),
  run(input: BatchWriteItemInput, context: CallContext): BatchWriteItemOutput {
    const tables = readBatch(input, context).map(({ name, address, writes }) => {
      return { name, changes: distinctChanges(context, address, writes) };
    });
    for (const { changes } of tables) for (const change of changes) makeChange(context.state, change);
    return { UnprocessedItems: {}, ...batchReport(input, tables) };
  },
});

function readBatch(input: BatchWriteItemInput, context: CallContext) {
  requireReportable(input);
  const requested = Object.entries(input.RequestItems ?? {});
  if (requested.length === 0) throw validationError('The requestItems parameter is required for BatchWriteItem');
  for (const [name, requests] of requested) requireWriteCount(name, requests);
  const tables = requested.map(([name, requests]) => ({
    name,
    address: tableAddress(name, context),
    writes: requests.map(readWrite),
  }));
  if (tables.reduce((count, { writes }) => count + writes.length, 0) > MAX_WRITES) {
    throw validationError('Too many items requested for the BatchWriteItem call');
  }
  return tables;
}

/** AWS shows the whole requests where this shows their kind. */
function requireWriteCount(name: string, requests: WriteRequest[]): void {
  if (requests.length >= 1 && requests.length <= MAX_WRITES) return;
  const shown = `{${name}=[${requests.map(() => 'WriteRequest').join(', ')}]}`;
  const bounds = [`less than or equal to ${MAX_WRITES}`, 'greater than or equal to 1'];
  const constraint = bounds.map((bound) => `Member must have length ${bound}`).join(', ');
  throw constraintError('requestItems', shown, `Map value must satisfy constraint: [${constraint}]`);
}

function readWrite({ PutRequest, DeleteRequest }: WriteRequest): Write {
  if (PutRequest && !DeleteRequest) return { kind: 'put', item: storedItem(PutRequest.Item) };
  if (DeleteRequest && !PutRequest) return { kind: 'delete', item: storedItem(DeleteRequest.Key) };
  throw validationError(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
}

function distinctChanges({ state }: CallContext, address: TableAddress, writes: Write[]): ItemChange[] {
  const changes = writes.map(({ kind, item }) =>
    kind === 'put' ? putChange(state, address, item) : deleteChange(state, address, item),
  );
  if (new Set(changes.map(({ key }) => key)).size === changes.length) return changes;
  throw validationError('Provided list of item keys contains duplicates');
}
