import type { TransactWriteItemsInput, TransactWriteItemsOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { type ItemChange, makeChange } from './item-change.ts';
import { readWriteAction, type WriteAction } from './transact-write-action.ts';
import { tryAll } from './transaction-canceled.ts';
import { requireActionCount, requireDistinctItems, requireTotalSize } from './transaction-items.ts';
import { wasDoneBefore } from './transaction-tokens.ts';
import { batchReport, requireReportable, type TableChanges } from './write-report.ts';

const TRANSACTION_FACTOR = 2;

/** All of the writes or none. Nothing runs at the same time here, so none ever conflict. */
export const transactWriteItems = operation({
  limits: 'Never conflicts.',
  access: (input: TransactWriteItemsInput, context: CallContext) =>
    readActions(input, context).map(({ permission, address, key, attributes }) =>
      tableAccess(permission, address, context, {
        keys: [key],
        attributes,
        enclosingOperation: 'TransactWriteItems',
        returnConsumedCapacity: input.ReturnConsumedCapacity,
      }),
    ),
  run(input: TransactWriteItemsInput, context: CallContext): TransactWriteItemsOutput {
    const actions = readActions(input, context);
    if (wasDoneBefore(input, context)) return {};
    requireDistinctItems(actions, context.state);
    const changes = tryAll(actions, (action) => action.change(context.state));
    requireTotalSize(changes.map(({ before, after }) => after ?? before));
    for (const change of changes) if (change.after !== change.before) makeChange(context.state, change);
    return report(input, actions, changes);
  },
});

function readActions(input: TransactWriteItemsInput, context: CallContext): WriteAction[] {
  requireReportable(input);
  const items = input.TransactItems ?? [];
  requireActionCount(items);
  return items.map((item) => readWriteAction(item, context));
}

function report(input: TransactWriteItemsInput, actions: WriteAction[], changes: ItemChange[]) {
  const tables = new Map<string, TableChanges>();
  for (const [index, { tableName: name }] of actions.entries()) {
    const known = tables.get(name) ?? { name, changes: [] };
    const change = changes[index];
    if (change) known.changes.push(change);
    tables.set(name, known);
  }
  const { ConsumedCapacity, ItemCollectionMetrics } = batchReport(input, [...tables.values()], TRANSACTION_FACTOR);
  return {
    ConsumedCapacity: ConsumedCapacity?.map((one) => ({ ...one, WriteCapacityUnits: one.CapacityUnits })),
    ItemCollectionMetrics,
  };
}
