import type { QueryInput, QueryOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { consumedCapacity } from './consumed-capacity.ts';
import { validationError } from './dynamodb-errors.ts';
import { type Condition, parseCondition } from './expression/condition.ts';
import { conditionHolds } from './expression/condition-holds.ts';
import { conditionPaths } from './expression/condition-paths.ts';
import { type KeyCondition, keyCondition } from './expression/key-condition.ts';
import { requireOneForm } from './expression/one-form.ts';
import { openScope } from './expression/scope.ts';
import { findSource, type Source, sourceOf } from './index-items.ts';
import { orderedItems, type PageRequest, pageOf } from './item-page.ts';
import { readLegacyConditions } from './legacy/legacy-condition.ts';
import { readPageRequest, requireReadable, searchDetails } from './search-request.ts';
import { getTable, type Keyed, keyAttributes, tableAddress } from './tables.ts';
import { equalValues } from './value/compare-values.ts';
import { type StoredItem, storedItem } from './value/stored-value.ts';

export const query = operation({
  limits: 'Looks at every item of the table.',
  access(input: QueryInput, context: CallContext) {
    const address = tableAddress(input.TableName, context);
    const source = findSource(context.state, address, input.IndexName);
    const { page, key } = readQuery(input, source);
    const keys = source && key ? [{ [keyedBy(source).partitionKey.name]: key.partition }] : [];
    return [tableAccess('Query', address, context, { ...searchDetails(input, page, source), keys })];
  },
  run(input: QueryInput, context: CallContext): QueryOutput {
    const address = tableAddress(input.TableName, context);
    const source = sourceOf(getTable(context.state, address), input.IndexName);
    const { page: request, key } = readQuery(input, source);
    requireNoKeyFilter(input, keyedBy(source), request);
    const { fetches } = requireReadable(source, request);
    requireStartInside(keyedBy(source), key, request);
    const items = orderedItems(context.state, address, source, (item) => inPartition(keyedBy(source), key, item));
    const descending = input.ScanIndexForward === false;
    const { units, ...page } = pageOf(source, items, { ...request, fetches, descending });
    return { ...page, ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, input.TableName, units) };
  },
});

function keyedBy({ table, index }: Source): Keyed {
  return index ?? table;
}

function inPartition({ partitionKey }: Keyed, key: KeyCondition | undefined, item: StoredItem): boolean {
  if (!key || !equalValues(item[partitionKey.name] ?? {}, key.partition)) return false;
  return key.sort ? conditionHolds(key.sort, item) : true;
}

const EXPRESSIONS = ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'];
const LEGACY = ['AttributesToGet', 'QueryFilter', 'ConditionalOperator'];

/** Without a table there is no telling which attribute is its key. Errors: ValidationException. */
function readQuery(input: QueryInput, source: Source | undefined) {
  requireLimit(input);
  // KeyConditions go with a FilterExpression, though not with a KeyConditionExpression.
  const legacy = input.KeyConditionExpression === undefined ? LEGACY : [...LEGACY, 'KeyConditions'];
  requireOneForm(input, { expressions: EXPRESSIONS, legacy });
  const scope = openScope(input);
  const expression = parseCondition('KeyConditionExpression', input.KeyConditionExpression, scope);
  const page = readPageRequest(input, scope);
  scope.requireAllUsed();
  const condition = expression ?? readKeyConditions(input);
  return { page, key: source && keyCondition(condition, keyedBy(source)) };
}

/** Scan says it in other words. */
function requireLimit({ Limit: limit = 1 }: QueryInput): void {
  if (limit >= 1) return;
  const constraint = 'Member must have value greater than or equal to 1';
  throw validationError(`1 validation error detected: Value at 'Limit' failed to satisfy constraint: ${constraint}`);
}

function readKeyConditions({ KeyConditions: conditions }: QueryInput): Condition {
  if (!conditions) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const operators = Object.values(conditions).map(({ ComparisonOperator }) => ComparisonOperator ?? '');
  const condition = readLegacyConditions(conditions);
  if (!condition || operators.length > 2) throw validationError('Conditions can be of length 1 or 2 only');
  if (operators.some((operator) => NOT_INDEXABLE.includes(operator))) {
    throw validationError('Attempted conditional constraint is not an indexable operation');
  }
  return condition;
}

const NOT_INDEXABLE = ['NULL', 'NOT_NULL', 'NE', 'CONTAINS', 'NOT_CONTAINS', 'IN'];

function requireNoKeyFilter(input: QueryInput, keyed: Keyed, { filter }: PageRequest): void {
  if (!filter) return;
  const filtered = conditionPaths(filter).map(([name]) => name);
  const key = keyAttributes(keyed).find(({ name }) => filtered.includes(name));
  if (!key) return;
  const parameter = input.QueryFilter ? 'QueryFilter' : 'Filter Expression';
  throw validationError(`${parameter} can only contain non-primary key attributes: Primary key attribute: ${key.name}`);
}

function requireStartInside({ partitionKey }: Keyed, key: KeyCondition | undefined, { startKey }: PageRequest): void {
  const value = startKey?.[partitionKey.name];
  if (!value || !key) return;
  const start = storedItem({ [partitionKey.name]: value })[partitionKey.name];
  if (!start || equalValues(start, key.partition)) return;
  throw validationError('The provided starting key is outside query boundaries based on provided conditions');
}
