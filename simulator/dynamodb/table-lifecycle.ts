import type {
  DeleteTableInput,
  DeleteTableOutput,
  DescribeTableInput,
  DescribeTableOutput,
  ListTablesInput,
  ListTablesOutput,
} from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { constraintError, validationError } from './dynamodb-errors.ts';
import { describe } from './table-description.ts';
import { getNamedTable, itemsOf, tableAddress, tablesOf } from './tables.ts';

const MAX_LISTED = 100;

export const describeTable = operation({
  limits: 'No streams, replicas or archival; sizes are always current.',
  access: (input: DescribeTableInput, context) => [
    tableAccess('DescribeTable', tableAddress(input.TableName, context), context),
  ],
  run(input: DescribeTableInput, context: CallContext): DescribeTableOutput {
    const address = tableAddress(input.TableName, context);
    return { Table: describe(context.state, address, getNamedTable(context.state, address)) };
  },
});

export const listTables = operation({
  access: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  run(input: ListTablesInput, context: CallContext): ListTablesOutput {
    requireLimit(input.Limit);
    const after = input.ExclusiveStartTableName;
    const names = [...tablesOf(context.state, context).keys()].sort();
    const following = after === undefined ? names : names.filter((name) => name > after);
    const page = following.slice(0, input.Limit ?? MAX_LISTED);
    return { TableNames: page, LastEvaluatedTableName: page.length < following.length ? page.at(-1) : undefined };
  },
});

function requireLimit(limit = MAX_LISTED): void {
  if (limit < 1) throw constraintError('limit', limit, 'Member must have value greater than or equal to 1');
  if (limit <= MAX_LISTED) return;
  throw constraintError('limit', limit, `Member must have value less than or equal to ${MAX_LISTED}`);
}

/** The table is gone at once; the answer says DELETING, as AWS's does. */
export const deleteTable = operation({
  limits: 'Gone at once.',
  access: (input: DeleteTableInput, context) => [
    tableAccess('DeleteTable', tableAddress(input.TableName, context), context),
  ],
  run(input: DeleteTableInput, context: CallContext): DeleteTableOutput {
    const address = tableAddress(input.TableName, context);
    const table = getNamedTable(context.state, address);
    if (table.deletionProtection) {
      throw validationError(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
    const description = describe(context.state, address, table, 'DELETING');
    const items = itemsOf(context.state, address);
    for (const key of [...items.keys()]) items.delete(key);
    tablesOf(context.state, address).delete(table.name);
    return { TableDescription: description };
  },
});
