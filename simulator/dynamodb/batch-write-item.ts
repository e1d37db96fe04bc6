import type { BatchWriteItemInput, BatchWriteItemOutput, WriteRequest } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { removeItem } from './delete-item.ts';
import { validationError } from './dynamodb-errors.ts';
import { itemKey, requireKey, requireKeyIn } from './item-key.ts';
import { replaceItem } from './put-item.ts';
import { getTable, type TableAddress, tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { type StoredItem, storedItem } from './value/stored-value.ts';

interface Write {
  kind: 'put' | 'delete';
  /** The item to put, or the key to delete. */
  item: StoredItem;
}

const MAX_WRITES = 25;

/** Nothing is ever left unprocessed. */
export const batchWriteItem = operation({
  access: (input: BatchWriteItemInput, context: CallContext) =>
    readBatch(input, context).map(({ address, writes }) => {
      const keys = writes.map(({ item }) => item);
      const attributes = keys.flatMap((item) => Object.keys(item));
      return tableAccess('BatchWriteItem', address, context, { keys, attributes });
    }),
  run(input: BatchWriteItemInput, context: CallContext): BatchWriteItemOutput {
    const tables = readBatch(input, context);
    for (const { address, writes } of tables) requireDistinct(context, address, writes);
    for (const { address, writes } of tables) for (const write of writes) apply(context, address, write);
    return { UnprocessedItems: {} };
  },
});

function readBatch(input: BatchWriteItemInput, context: CallContext) {
  refuseUnsupported(input);
  const tables = Object.entries(input.RequestItems ?? {}).map(([name, requests]) => ({
    address: tableAddress(name, context),
    writes: requests.map(readWrite),
  }));
  if (tables.reduce((count, { writes }) => count + writes.length, 0) > MAX_WRITES) {
    throw validationError('Too many items requested for the BatchWriteItem call');
  }
  return tables;
}

function readWrite({ PutRequest, DeleteRequest }: WriteRequest): Write {
  if (PutRequest && !DeleteRequest) return { kind: 'put', item: storedItem(PutRequest.Item) };
  if (DeleteRequest && !PutRequest) return { kind: 'delete', item: storedItem(DeleteRequest.Key) };
  throw validationError(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
}

function requireDistinct({ state }: CallContext, address: TableAddress, writes: Write[]): void {
  const table = getTable(state, address);
  const keys = writes.map(({ kind, item }) => {
    if (kind === 'put') requireKeyIn(table, item);
    else requireKey(table, item);
    return itemKey(table, item);
  });
  if (new Set(keys).size < keys.length) throw validationError('Provided list of item keys contains duplicates');
}

function apply(context: CallContext, address: TableAddress, { kind, item }: Write): void {
  if (kind === 'put') replaceItem(context, address, item);
  else removeItem(context, address, item);
}
