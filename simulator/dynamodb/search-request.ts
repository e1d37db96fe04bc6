import type { QueryInput, ScanInput } from '@aws-sdk/client-dynamodb';
import type { AccessDetails } from './access.ts';
import { requireCapacityMode } from './consumed-capacity.ts';
import { constraintError, invalidParameter, requireOneOf, validationError } from './dynamodb-errors.ts';
import { parseCondition } from './expression/condition.ts';
import type { Path } from './expression/path.ts';
import { readProjection } from './expression/read-projection.ts';
import type { Scope } from './expression/scope.ts';
import type { Source } from './index-items.ts';
import type { PageRequest } from './item-page.ts';
import { readLegacyConditions } from './legacy/legacy-condition.ts';

type SearchInput = QueryInput & ScanInput;

const SELECTS = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'];

/** What Query and Scan share. Errors: ValidationException. */
export function readPageRequest(input: SearchInput, scope: Scope): PageRequest {
  requireCapacityMode(input.ReturnConsumedCapacity);
  requireOneOf('select', input.Select, SELECTS);
  const { Limit: limit, Select: select, ConsistentRead: consistent } = input;
  if (limit !== undefined && limit < 1) {
    throw constraintError('limit', limit, 'Member must have value greater than or equal to 1');
  }
  const filter =
    parseCondition('FilterExpression', input.FilterExpression, scope) ??
    readLegacyConditions(input.QueryFilter ?? input.ScanFilter, input.ConditionalOperator);
  const projection = readProjection(input, scope);
  requireSelect(input, projection);
  return { filter, projection, limit, select, consistent, startKey: input.ExclusiveStartKey };
}

function requireSelect({ Select: select, IndexName, AttributesToGet }: SearchInput, projection: Path[] | undefined) {
  if (projection && select && select !== 'SPECIFIC_ATTRIBUTES') {
    const parameter = AttributesToGet ? 'AttributesToGet' : 'ProjectionExpression';
    throw invalidParameter(`${parameter} cannot be specified when Select is set to ${select}`);
  }
  // Assumed; not confirmed against AWS: the texts of the two that follow.
  if (select === 'SPECIFIC_ATTRIBUTES' && !projection) {
    throw invalidParameter(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw invalidParameter('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
}

/**
 * Checks what a search asks of an index, and tells whether its items are to be completed from the table, which only
 * local indexes do. Errors: ValidationException.
 */
export function requireReadable({ index, keys }: Source, request: PageRequest): { fetches: boolean } {
  if (!index || index.projection.type === 'ALL') {
    requireConsistent(index?.kind, request);
    return { fetches: false };
  }
  requireConsistent(index.kind, request);
  const held = [...keys.map(({ name }) => name), ...(index.projection.attributes ?? [])];
  const lacking = (request.projection ?? []).map(([name]) => name).filter((name) => !held.includes(name));
  const lacks = request.select === 'ALL_ATTRIBUTES' || lacking.length > 0;
  if (index.kind === 'local' || !lacks) return { fetches: lacks };
  if (lacking.length === 0) {
    const type = 'Select type ALL_ATTRIBUTES is not supported for global secondary index';
    throw invalidParameter(`${type} ${index.name} because its projection type is not ALL`);
  }
  // Assumed; not confirmed against AWS: the text.
  throw invalidParameter(`Global secondary index ${index.name} does not project [${lacking.join(', ')}]`);
}

function requireConsistent(kind: 'global' | 'local' | undefined, { consistent }: PageRequest): void {
  if (kind !== 'global' || !consistent) return;
  throw validationError('Consistent reads are not supported on global secondary indexes');
}

/** What a search says of itself to policies. */
export function searchDetails(
  input: SearchInput,
  { projection }: PageRequest,
  source: Source | undefined,
): AccessDetails {
  const keys = source?.keys.map(({ name }) => name) ?? [];
  const whole = input.IndexName === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
  return {
    attributes: projection && [...keys, ...projection.map(([attribute]) => attribute)],
    select: input.Select ?? (projection ? 'SPECIFIC_ATTRIBUTES' : whole),
    index: input.IndexName,
    returnConsumedCapacity: input.ReturnConsumedCapacity,
  };
}
