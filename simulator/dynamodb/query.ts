import type { QueryInput, QueryOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { validationError } from './dynamodb-errors.ts';
import { parseCondition } from './expression/condition.ts';
import { conditionHolds } from './expression/condition-holds.ts';
import { type KeyCondition, keyCondition } from './expression/key-condition.ts';
import { openScope } from './expression/scope.ts';
import { orderedItems, pageOf } from './item-page.ts';
import { readPageRequest, searchDetails } from './search-request.ts';
import { findTable, getTable, type TableRow, tableAddress } from './tables.ts';
import { equalValues } from './value/compare-values.ts';
import type { StoredItem } from './value/stored-value.ts';

export const query = operation({
  access(input: QueryInput, context: CallContext) {
    const address = tableAddress(input.TableName, context);
    const table = findTable(context.state, address);
    const { page, key } = readQuery(input, table);
    const keys = table && key ? [{ [table.partitionKey.name]: key.partition }] : [];
    return [tableAccess('Query', address, context, { ...searchDetails(input, page, table), keys })];
  },
  run(input: QueryInput, context: CallContext): QueryOutput {
    const address = tableAddress(input.TableName, context);
    const table = getTable(context.state, address);
    const { page, key } = readQuery(input, table);
    const items = orderedItems(context.state, address, table, (item) => inPartition(table, key, item));
    return pageOf(table, items, { ...page, descending: input.ScanIndexForward === false });
  },
});

function inPartition(table: TableRow, key: KeyCondition | undefined, item: StoredItem): boolean {
  if (!key || !equalValues(item[table.partitionKey.name] ?? {}, key.partition)) return false;
  return key.sort ? conditionHolds(key.sort, item) : true;
}

/** Without a table there is no telling which attribute is its key. Errors: ValidationException. */
function readQuery(input: QueryInput, table: TableRow | undefined) {
  const scope = openScope(input);
  const condition = parseCondition('KeyConditionExpression', input.KeyConditionExpression, scope);
  const page = readPageRequest(input, scope);
  scope.requireAllUsed();
  if (!condition) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  return { page, key: table && keyCondition(condition, table) };
}
