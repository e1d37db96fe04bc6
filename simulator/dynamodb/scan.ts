import type { ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { consumedCapacity } from './consumed-capacity.ts';
import { constraintError, validationError } from './dynamodb-errors.ts';
import { requireOneForm } from './expression/one-form.ts';
import { openScope } from './expression/scope.ts';
import { findSource, sourceOf } from './index-items.ts';
import { orderedItems, type PageRequest, pageOf } from './item-page.ts';
import { readPageRequest, requireReadable, searchDetails } from './search-request.ts';
import { getTable, type KeyAttribute, tableAddress } from './tables.ts';
import type { StoredItem } from './value/stored-value.ts';

export const scan = operation({
  limits: 'In the order of keys; segments by a hash of our own.',
  access(input: ScanInput, context: CallContext) {
    const address = tableAddress(input.TableName, context);
    const source = findSource(context.state, address, input.IndexName);
    return [tableAccess('Scan', address, context, searchDetails(input, readScan(input), source))];
  },
  run(input: ScanInput, context: CallContext): ScanOutput {
    const address = tableAddress(input.TableName, context);
    const source = sourceOf(getTable(context.state, address), input.IndexName);
    const request = readScan(input);
    const { fetches } = requireReadable(source, request);
    const inSegment = segmentOf(input, source.index?.partitionKey ?? source.table.partitionKey);
    const ordered = orderedItems(context.state, address, source, inSegment);
    const { units, ...page } = pageOf(source, ordered, { ...request, fetches });
    return { ...page, ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, input.TableName, units) };
  },
});

const FORMS = {
  expressions: ['ProjectionExpression', 'FilterExpression'],
  legacy: ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
};

function readScan(input: ScanInput): PageRequest {
  requireOneForm(input, FORMS);
  requireSegment(input);
  const scope = openScope(input);
  const page = readPageRequest(input, scope);
  scope.requireAllUsed();
  return page;
}

function requireSegment({ Segment: segment, TotalSegments: total }: ScanInput): void {
  const absent = (what: string) => `The ${what} parameter is required but was not present in the request when`;
  if (segment === undefined && total === undefined) return;
  if (total === undefined) {
    throw validationError(`${absent('TotalSegments')} Segment parameter is present`);
  }
  if (total < 1) {
    throw constraintError('totalSegments', total, 'Member must have value greater than or equal to 1');
  }
  if (segment === undefined) throw validationError(`${absent('Segment')} parameter TotalSegments is present`);
  if (segment < 0) throw constraintError('segment', segment, 'Member must have value greater than or equal to 0');
  if (segment < total) return;
  throw validationError(
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
      `Segment: ${segment} is not less than TotalSegments: ${total}`,
  );
}

/** Whether an item is in the segment that a parallel scan asks for: by a hash of its partition key. */
function segmentOf({ Segment: segment, TotalSegments: total }: ScanInput, { name, type }: KeyAttribute) {
  if (segment === undefined || total === undefined) return undefined;
  return (item: StoredItem) => hash(item[name]?.[type] ?? '') % total === segment;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
