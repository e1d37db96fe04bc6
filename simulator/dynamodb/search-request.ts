import type { QueryInput, ScanInput } from '@aws-sdk/client-dynamodb';
import type { AccessDetails } from './access.ts';
import { invalidParameter } from './dynamodb-errors.ts';
import { parseCondition } from './expression/condition.ts';
import { parseProjection } from './expression/projection.ts';
import type { Scope } from './expression/scope.ts';
import type { PageRequest } from './item-page.ts';
import { keyAttributes, type TableRow } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';

type SearchInput = QueryInput | ScanInput;

/** What Query and Scan share. Errors: ValidationException. */
export function readPageRequest(input: SearchInput, scope: Scope): PageRequest {
  refuseUnsupported(input);
  const { Limit: limit, Select: select } = input;
  const filter = parseCondition('FilterExpression', input.FilterExpression, scope);
  const projection = parseProjection(input.ProjectionExpression, scope);
  if (projection && select && select !== 'SPECIFIC_ATTRIBUTES') {
    const given = `cannot be specified when Select is set to ${select}`;
    throw invalidParameter(`ProjectionExpression ${given}`);
  }
  return { filter, projection, limit, select, startKey: input.ExclusiveStartKey };
}

export function searchDetails(
  input: SearchInput,
  { projection }: PageRequest,
  table: TableRow | undefined,
): AccessDetails {
  const keys = table ? keyAttributes(table).map(({ name }) => name) : [];
  return {
    attributes: projection && [...keys, ...projection.map(([attribute]) => attribute)],
    select: input.Select ?? (projection ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES'),
  };
}
