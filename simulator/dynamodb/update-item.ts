import type { AttributeValue, ReturnValue, UpdateItemInput, UpdateItemOutput } from '@aws-sdk/client-dynamodb';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { RETURN_VALUES, readCondition, requireCondition } from './conditional-write.ts';
import { invalidParameter, requireOneOf } from './dynamodb-errors.ts';
import { applyUpdate } from './expression/apply-update.ts';
import type { Condition } from './expression/condition.ts';
import { requireOneForm } from './expression/one-form.ts';
import type { Path } from './expression/path.ts';
import { project } from './expression/projection.ts';
import { openScope } from './expression/scope.ts';
import { parseUpdate, type UpdateAction } from './expression/update.ts';
import { type ItemChange, makeChange, updateChange } from './item-change.ts';
import { readLegacyUpdates } from './legacy/legacy-update.ts';
import { getTable, keyAttributes, type TableAddress, type TableRow, tableAddress } from './tables.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';
import { requireReportable, writeDetails, writeReport } from './write-report.ts';

/** Changes an item, or makes it if there is none with the key. */
export const updateItem = operation({
  limits: "Does not count AWS's few bytes for each action.",
  access(input: UpdateItemInput, context: CallContext) {
    const update = readUpdate(input);
    const details = writeDetails(input, update.key, updatedAttributes(update));
    return [tableAccess('UpdateItem', tableAddress(input.TableName, context), context, details)];
  },
  run(input: UpdateItemInput, context: CallContext): UpdateItemOutput {
    const update = readUpdate(input);
    const change = changeByUpdate(context.state, tableAddress(input.TableName, context), update, input);
    makeChange(context.state, change);
    const paths = update.actions.map(({ path }) => path);
    return { Attributes: returned(input.ReturnValues, change, paths), ...writeReport(input, change) };
  },
});

interface Update {
  key: StoredItem;
  actions: UpdateAction[];
  condition?: Condition;
}

const FORMS = {
  expressions: ['UpdateExpression', 'ConditionExpression'],
  legacy: ['AttributeUpdates', 'Expected', 'ConditionalOperator'],
};

/** Reads an update, alone or of a transaction. Errors: ValidationException. */
export function readUpdate(input: Omit<UpdateItemInput, 'Key'> & { Key?: Record<string, AttributeValue> }): Update {
  requireReportable(input);
  requireOneOf('returnValues', input.ReturnValues, RETURN_VALUES);
  requireOneForm(input, FORMS);
  const scope = openScope(input);
  const written = parseUpdate(input.UpdateExpression, scope);
  const actions = input.AttributeUpdates ? readLegacyUpdates(input.AttributeUpdates) : written;
  const condition = readCondition(input, scope);
  scope.requireAllUsed();
  return { key: storedItem(input.Key), actions, condition };
}

export function updatedAttributes({ key, actions }: Update): string[] {
  return [...Object.keys(key), ...actions.map(({ path: [attribute] }) => attribute)];
}

/** Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException. */
export function changeByUpdate(
  state: State,
  address: TableAddress,
  { key, actions, condition }: Update,
  input: Parameters<typeof requireCondition>[2],
): ItemChange {
  requireNoKey(getTable(state, address), actions);
  return updateChange(state, address, key, (before) => {
    requireCondition(condition, before, input);
    return applyUpdate(actions, before ?? key);
  });
}

function requireNoKey(table: TableRow, actions: UpdateAction[]): void {
  const key = keyAttributes(table).find(({ name }) => actions.some(({ path: [attribute] }) => attribute === name));
  if (key) throw invalidParameter(`Cannot update attribute ${key.name}. This attribute is part of the key`);
}

function returned(returnValues: ReturnValue | undefined, { before, after = {} }: ItemChange, paths: Path[]) {
  if (returnValues === 'ALL_NEW') return wireItem(after);
  if (returnValues === 'UPDATED_NEW') return wireItem(project(after, paths));
  if (!before) return undefined;
  if (returnValues === 'ALL_OLD') return wireItem(before);
  return returnValues === 'UPDATED_OLD' ? wireItem(project(before, paths)) : undefined;
}
