import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { constraintError } from './dynamodb-errors.ts';
import { findTable, type TableAddress, type TableRow, tableAddress, tablesOf } from './tables.ts';

const MAX_PERIOD_DAYS = 35;
const DAY_MS = 86_400_000;
// The latest point is about five minutes ago. API reference, PointInTimeRecoveryDescription
const LATEST_MS = 300_000;

/** Point-in-time recovery is kept and shown; nothing can be restored here. */
export const updateContinuousBackups = operation({
  limits: 'Kept and shown; nothing can be restored.',
  access: (input: UpdateContinuousBackupsInput, context: CallContext) => [
    tableAccess('UpdateContinuousBackups', tableAddress(input.TableName, context), context),
  ],
  run(input: UpdateContinuousBackupsInput, context: CallContext): UpdateContinuousBackupsOutput {
    const address = tableAddress(input.TableName, context);
    const before = getBackedUpTable(context, address);
    const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: periodDays = MAX_PERIOD_DAYS } =
      input.PointInTimeRecoverySpecification ?? {};
    requirePeriod(periodDays);
    const enabledAtMs = before.recovery?.enabledAtMs ?? context.now;
    const table = { ...before, recovery: enabled ? { enabledAtMs, periodDays } : undefined };
    tablesOf(context.state, address).put(table.name, table);
    return { ContinuousBackupsDescription: describeBackups(table, context.now) };
  },
});

export const describeContinuousBackups = operation({
  limits: 'Kept and shown; nothing can be restored.',
  access: (input: DescribeContinuousBackupsInput, context: CallContext) => [
    tableAccess('DescribeContinuousBackups', tableAddress(input.TableName, context), context),
  ],
  run(input: DescribeContinuousBackupsInput, context: CallContext): DescribeContinuousBackupsOutput {
    const table = getBackedUpTable(context, tableAddress(input.TableName, context));
    return { ContinuousBackupsDescription: describeBackups(table, context.now) };
  },
});

/** Errors: TableNotFoundException, which only calls on backups have. */
function getBackedUpTable({ state }: CallContext, address: TableAddress): TableRow {
  const table = findTable(state, address);
  if (table) return table;
  throw new AwsError('TableNotFoundException', 400, `Table not found: ${address.name}`);
}

function requirePeriod(days: number): void {
  if (days >= 1 && days <= MAX_PERIOD_DAYS) return;
  const bound =
    days < 1
      ? 'Member must have value greater than or equal to 1'
      : `Member must have value less than or equal to ${MAX_PERIOD_DAYS}`;
  throw constraintError('pointInTimeRecoverySpecification.recoveryPeriodInDays', days, bound);
}

/** Every table has continuous backups, says AWS; point-in-time recovery is off unless asked for. */
function describeBackups({ recovery }: TableRow, now: number): ContinuousBackupsDescription {
  const off = { PointInTimeRecoveryStatus: 'DISABLED' } as const;
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery ? describeRecovery(recovery, now) : off,
  };
}

function describeRecovery({ enabledAtMs, periodDays }: NonNullable<TableRow['recovery']>, now: number) {
  return {
    PointInTimeRecoveryStatus: 'ENABLED' as const,
    RecoveryPeriodInDays: periodDays,
    EarliestRestorableDateTime: new Date(Math.max(enabledAtMs, now - periodDays * DAY_MS)),
    LatestRestorableDateTime: new Date(Math.max(enabledAtMs, now - LATEST_MS)),
  };
}
