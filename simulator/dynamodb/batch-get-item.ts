import type { BatchGetItemInput, BatchGetItemOutput, KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { validationError } from './dynamodb-errors.ts';
import { parseProjection, project } from './expression/projection.ts';
import { openScope } from './expression/scope.ts';
import { findItem, getDetails } from './get-item.ts';
import { tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { storedItem, wireItem } from './value/stored-value.ts';

const MAX_KEYS = 100;

/** Nothing is ever left unprocessed. */
export const batchGetItem = operation({
  access: (input: BatchGetItemInput, context: CallContext) =>
    readBatch(input).map(({ name, keys, projection }) => {
      return tableAccess('BatchGetItem', tableAddress(name, context), context, getDetails(keys, projection));
    }),
  run(input: BatchGetItemInput, context: CallContext): BatchGetItemOutput {
    const responses = readBatch(input).map(({ name, keys, projection }) => {
      const address = tableAddress(name, context);
      const found = keys.map((key) => findItem(context, address, key)).filter((item) => item !== undefined);
      return [name, found.map((item) => wireItem(project(item, projection)))] as const;
    });
    return { Responses: Object.fromEntries(responses), UnprocessedKeys: {} };
  },
});

function readBatch(input: BatchGetItemInput) {
  refuseUnsupported(input);
  const tables = Object.entries(input.RequestItems ?? {}).map(([name, request]) => ({ name, ...readTable(request) }));
  if (tables.reduce((count, { keys }) => count + keys.length, 0) > MAX_KEYS) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  return tables;
}

function readTable(request: KeysAndAttributes) {
  refuseUnsupported(request);
  const scope = openScope(request);
  const projection = parseProjection(request.ProjectionExpression, scope);
  scope.requireAllUsed();
  const keys = (request.Keys ?? []).map((key) => storedItem(key));
  const texts = keys.map((key) => JSON.stringify(Object.entries(key).sort()));
  if (new Set(texts).size < texts.length) throw validationError('Provided list of item keys contains duplicates');
  return { keys, projection };
}
