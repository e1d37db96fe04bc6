import type {
  DeleteTableInput,
  DeleteTableOutput,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
  DescribeTableInput,
  DescribeTableOutput,
  DescribeTimeToLiveInput,
  DescribeTimeToLiveOutput,
  ListTablesInput,
  ListTablesOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { validationError } from './dynamodb-errors.ts';
import { describe } from './table-description.ts';
import { findTable, getNamedTable, itemsOf, tableAddress, tablesOf } from './tables.ts';

const MAX_LISTED = 100;

export const describeTable = operation({
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
    const after = input.ExclusiveStartTableName;
    const names = [...tablesOf(context.state, context).keys()].sort();
    const following = after === undefined ? names : names.filter((name) => name > after);
    const page = following.slice(0, input.Limit ?? MAX_LISTED);
    return { TableNames: page, LastEvaluatedTableName: page.length < following.length ? page.at(-1) : undefined };
  },
});

/** The table is gone at once; the answer says DELETING, as AWS's does. */
export const deleteTable = operation({
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

/** Nothing expires here; Terraform asks. */
export const describeTimeToLive = operation({
  access: (input: DescribeTimeToLiveInput, context) => [
    tableAccess('DescribeTimeToLive', tableAddress(input.TableName, context), context),
  ],
  run(input: DescribeTimeToLiveInput, context: CallContext): DescribeTimeToLiveOutput {
    getNamedTable(context.state, tableAddress(input.TableName, context));
    return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
  },
});

/** Every table has continuous backups, says AWS; point-in-time recovery is off unless asked for. Terraform asks. */
export const describeContinuousBackups = operation({
  access: (input: DescribeContinuousBackupsInput, context) => [
    tableAccess('DescribeContinuousBackups', tableAddress(input.TableName, context), context),
  ],
  run(input: DescribeContinuousBackupsInput, context: CallContext): DescribeContinuousBackupsOutput {
    const address = tableAddress(input.TableName, context);
    if (!findTable(context.state, address)) {
      throw new AwsError('TableNotFoundException', 400, `Table not found: ${address.name}`);
    }
    const recovery = { PointInTimeRecoveryStatus: 'DISABLED' } as const;
    return {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: recovery,
      },
    };
  },
});
