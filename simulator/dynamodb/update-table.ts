import type {
  GlobalSecondaryIndexUpdate,
  ProvisionedThroughput,
  UpdateTableInput,
  UpdateTableOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { requireTableClass } from './create-table.ts';
import { invalidParameter, requireOneOf, resourceNotFound, validationError } from './dynamodb-errors.ts';
import { readGlobalIndex, requireIndexCounts } from './index-definition.ts';
import { attributeTypes } from './key-schema.ts';
import { describe } from './table-description.ts';
import { getNamedTable, type IndexRow, keyAttributes, type TableRow, tableAddress, tablesOf } from './tables.ts';
import { BILLING_MODES, requireThroughput, throughputOnDemand } from './throughput.ts';
import { refuseUnsupported } from './unsupported.ts';

/** Changes hold at once; the answer says UPDATING, as AWS's does. */
export const updateTable = operation({
  limits: 'No streams, replicas, KMS keys, warm or on-demand limits; done at once.',
  access: (input: UpdateTableInput, context) => [
    tableAccess('UpdateTable', tableAddress(input.TableName, context), context),
  ],
  run(input: UpdateTableInput, context: CallContext): UpdateTableOutput {
    refuseUnsupported(input);
    requireOneOf('billingMode', input.BillingMode, BILLING_MODES);
    const address = tableAddress(input.TableName, context);
    requireSomething(input);
    const before = getNamedTable(context.state, address);
    const billed = withBilling(before, input, context.now);
    const table: TableRow = {
      ...billed,
      indexes: withIndexUpdates(billed, before, input),
      tableClass: requireTableClass(input.TableClass) ?? before.tableClass,
      deletionProtection: input.DeletionProtectionEnabled ?? before.deletionProtection,
    };
    requireThroughputOfIndexes(table);
    tablesOf(context.state, address).put(table.name, table);
    return { TableDescription: describe(context.state, address, table, 'UPDATING') };
  },
});

function requireSomething(input: UpdateTableInput): void {
  const { BillingMode, ProvisionedThroughput, GlobalSecondaryIndexUpdates: updates } = input;
  if (BillingMode || ProvisionedThroughput || updates?.length || input.TableClass) return;
  if (input.DeletionProtectionEnabled !== undefined) return;
  throw validationError(
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or ' +
      'SSESpecification or ReplicaUpdates is required',
  );
}

function withBilling(table: TableRow, input: UpdateTableInput, now: number): TableRow {
  const { BillingMode: mode, ProvisionedThroughput: given } = input;
  const onDemand = mode === undefined ? table.throughput === undefined : mode === 'PAY_PER_REQUEST';
  if (onDemand && given) throw throughputOnDemand();
  if (mode === 'PROVISIONED' && !given) {
    throw invalidParameter('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  }
  if (given) return { ...provisioned(table), throughput: changedThroughput(table.throughput, given) };
  if (!onDemand || table.throughput === undefined) return table;
  const indexes = table.indexes?.map((index) => ({ ...index, throughput: undefined }));
  return { ...table, indexes, throughput: undefined, onDemandSinceMs: now };
}

/** A table that was on demand goes on telling since when. */
function provisioned(table: TableRow): TableRow {
  return table.throughput ? table : { ...table, onDemandSinceMs: table.onDemandSinceMs ?? table.createdAtMs };
}

function changedThroughput(before: TableRow['throughput'], given: ProvisionedThroughput) {
  const after = requireThroughput(given);
  const { readCapacityUnits: read, writeCapacityUnits: write } = after;
  if (!before || before.readCapacityUnits !== read || before.writeCapacityUnits !== write) return after;
  throw validationError(
    'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      `Current ReadCapacityUnits provisioned for the table: ${read}. Requested ReadCapacityUnits: ${read}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${write}. Requested WriteCapacityUnits: ${write}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  );
}

function withIndexUpdates(table: TableRow, before: TableRow, input: UpdateTableInput): IndexRow[] {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  requireOneChangeEach(updates);
  const types = new Map([
    ...[before, ...(before.indexes ?? [])].flatMap(keyAttributes).map(({ name, type }) => [name, type] as const),
    ...attributeTypes(input.AttributeDefinitions),
  ]);
  let indexes = table.indexes ?? [];
  for (const { Create, Update, Delete } of updates) {
    if (Create) indexes = [...indexes, readGlobalIndex(Create, table, types)];
    if (Delete) {
      const gone = globalIndex(indexes, Delete.IndexName);
      indexes = indexes.filter((index) => index !== gone);
    }
    if (Update) indexes = withThroughput(table, indexes, Update.IndexName, Update.ProvisionedThroughput);
  }
  requireIndexCounts(indexes);
  return indexes;
}

function requireOneChangeEach(updates: GlobalSecondaryIndexUpdate[]): void {
  const names = updates.map(({ Create, Update, Delete }) => {
    const change = Create ?? Update ?? Delete;
    if (change) return change.IndexName;
    throw invalidParameter(
      'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, ' +
        'GlobalSecondaryIndexUpdate.Delete must not be null',
    );
  });
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    const rule = 'Only one global secondary index update per index is allowed simultaneously.';
    throw invalidParameter(`${rule} Index: ${twice}`);
  }
  if (updates.filter(({ Create, Delete }) => Create ?? Delete).length <= 1) return;
  const limit = 'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table';
  throw new AwsError('LimitExceededException', 400, limit);
}

function globalIndex(indexes: IndexRow[], name: string | undefined): IndexRow {
  const found = indexes.find((index) => index.kind === 'global' && index.name === name);
  if (found) return found;
  throw resourceNotFound(`: Index: ${name} not found`);
}

function withThroughput(
  table: TableRow,
  indexes: IndexRow[],
  name: string | undefined,
  given: ProvisionedThroughput | undefined,
): IndexRow[] {
  const changed = globalIndex(indexes, name);
  if (!given) return indexes;
  if (!table.throughput) throw throughputOnDemand();
  const throughput = requireThroughput(given);
  return indexes.map((index) => (index === changed ? { ...index, throughput } : index));
}

/** A table that becomes provisioned needs throughput for each of its global indexes. */
function requireThroughputOfIndexes({ throughput, indexes = [] }: TableRow): void {
  const without = indexes.filter((index) => throughput && index.kind === 'global' && !index.throughput);
  if (without.length === 0) return;
  const names = without.map(({ name }) => name).join(',');
  throw invalidParameter(`ProvisionedThroughput must be specified for index: ${names}`);
}
