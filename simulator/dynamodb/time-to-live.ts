import type {
  DescribeTimeToLiveInput,
  DescribeTimeToLiveOutput,
  UpdateTimeToLiveInput,
  UpdateTimeToLiveOutput,
} from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { constraintError, validationError } from './dynamodb-errors.ts';
import { getNamedTable, type TableRow, tableAddress, tablesOf } from './tables.ts';

/** Kept and shown. Expired items stay: AWS gives itself days to delete them. */
export const updateTimeToLive = operation({
  limits: 'Kept and shown; nothing expires.',
  access: (input: UpdateTimeToLiveInput, context: CallContext) => [
    tableAccess('UpdateTimeToLive', tableAddress(input.TableName, context), context),
  ],
  run(input: UpdateTimeToLiveInput, context: CallContext): UpdateTimeToLiveOutput {
    const address = tableAddress(input.TableName, context);
    const table = getNamedTable(context.state, address);
    const { Enabled = false, AttributeName = '' } = input.TimeToLiveSpecification ?? {};
    if (AttributeName === '') {
      const constraint = 'Member must have length greater than or equal to 1';
      throw constraintError('timeToLiveSpecification.attributeName', '', constraint);
    }
    requireChange(table, Enabled, AttributeName);
    const timeToLiveAttribute = Enabled ? AttributeName : undefined;
    tablesOf(context.state, address).put(table.name, { ...table, timeToLiveAttribute });
    return { TimeToLiveSpecification: { Enabled, AttributeName } };
  },
});

function requireChange({ timeToLiveAttribute: current }: TableRow, enabled: boolean, name: string): void {
  if (enabled && current !== undefined) throw validationError('TimeToLive is already enabled');
  if (!enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  if (enabled || current === name) return;
  throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
}

export const describeTimeToLive = operation({
  access: (input: DescribeTimeToLiveInput, context: CallContext) => [
    tableAccess('DescribeTimeToLive', tableAddress(input.TableName, context), context),
  ],
  run(input: DescribeTimeToLiveInput, context: CallContext): DescribeTimeToLiveOutput {
    const { timeToLiveAttribute } = getNamedTable(context.state, tableAddress(input.TableName, context));
    if (timeToLiveAttribute === undefined) return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
    return { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute } };
  },
});
