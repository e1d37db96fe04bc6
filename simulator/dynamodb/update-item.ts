import type { ReturnValue, UpdateItemInput, UpdateItemOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { requireCondition } from './conditional-write.ts';
import { invalidParameter } from './dynamodb-errors.ts';
import { applyUpdate } from './expression/apply-update.ts';
import { parseCondition } from './expression/condition.ts';
import type { Path } from './expression/path.ts';
import { project } from './expression/projection.ts';
import { openScope } from './expression/scope.ts';
import { parseUpdate } from './expression/update.ts';
import { findItem } from './get-item.ts';
import { replaceItem } from './put-item.ts';
import { getTable, keyAttributes, type TableRow, tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { type StoredItem, storedItem, wireItem } from './value/stored-value.ts';

/** Changes an item, or makes it if there is none with the key. */
export const updateItem = operation({
  access(input: UpdateItemInput, context: CallContext) {
    const { key, actions } = readUpdate(input);
    const attributes = [...Object.keys(key), ...actions.map(({ path: [attribute] }) => attribute)];
    const details = { keys: [key], attributes, returnValues: input.ReturnValues ?? 'NONE' };
    return [tableAccess('UpdateItem', tableAddress(input.TableName, context), context, details)];
  },
  run(input: UpdateItemInput, context: CallContext): UpdateItemOutput {
    const { key, actions, condition } = readUpdate(input);
    const address = tableAddress(input.TableName, context);
    const paths = actions.map(({ path }) => path);
    requireNoKey(getTable(context.state, address), paths);
    const before = findItem(context, address, key);
    requireCondition(condition, before, input);
    const after = applyUpdate(actions, before ?? key);
    replaceItem(context, address, after);
    return { Attributes: returned(input.ReturnValues, { before, after, paths }) };
  },
});

function readUpdate(input: UpdateItemInput) {
  refuseUnsupported(input);
  const scope = openScope(input);
  const actions = parseUpdate(input.UpdateExpression, scope);
  const condition = parseCondition('ConditionExpression', input.ConditionExpression, scope);
  scope.requireAllUsed();
  return { key: storedItem(input.Key), actions, condition };
}

function requireNoKey(table: TableRow, paths: Path[]): void {
  const key = keyAttributes(table).find(({ name }) => paths.some(([attribute]) => attribute === name));
  if (key) throw invalidParameter(`Cannot update attribute ${key.name}. This attribute is part of the key`);
}

interface Change {
  before: StoredItem | undefined;
  after: StoredItem;
  paths: Path[];
}

function returned(returnValues: ReturnValue | undefined, { before, after, paths }: Change) {
  if (returnValues === 'ALL_NEW') return wireItem(after);
  if (returnValues === 'UPDATED_NEW') return wireItem(project(after, paths));
  if (!before) return undefined;
  if (returnValues === 'ALL_OLD') return wireItem(before);
  return returnValues === 'UPDATED_OLD' ? wireItem(project(before, paths)) : undefined;
}
