import type { AttributeValueUpdate } from '@aws-sdk/client-dynamodb';
import { invalidParameter, requireOneOf } from '../dynamodb-errors.ts';
import type { UpdateAction, UpdateOperand } from '../expression/update.ts';
import { type StoredValue, storedValue, typeOf, type ValueType } from '../value/stored-value.ts';

const ADDABLE: ValueType[] = ['L', 'SS', 'NS', 'BS', 'N'];
const SETS: ValueType[] = ['SS', 'NS', 'BS'];

/** The AttributeUpdates of an UpdateItem, as actions of an update expression. Errors: ValidationException. */
export function readLegacyUpdates(updates: Record<string, AttributeValueUpdate> | undefined): UpdateAction[] {
  return Object.entries(updates ?? {}).map(([name, { Action = 'PUT', Value }]) => {
    requireOneOf(`attributeUpdates.${name}.member.action`, Action, ['ADD', 'PUT', 'DELETE']);
    if (Value !== undefined) return actionOf(name, Action, storedValue(Value));
    if (Action === 'DELETE') return { kind: 'REMOVE', path: [name] };
    throw invalidParameter('Only DELETE action is allowed when no attribute value is specified');
  });
}

function actionOf(name: string, action: string, value: StoredValue): UpdateAction {
  const type = typeOf(value);
  if (action === 'PUT') return { kind: 'SET', path: [name], operand: { kind: 'value', value } };
  if (action === 'DELETE') {
    if (SETS.includes(type)) return { kind: 'DELETE', path: [name], value };
    throw invalidParameter(`DELETE action with value is not supported for the type ${type}`);
  }
  if (!ADDABLE.includes(type)) throw invalidParameter(`ADD action is not supported for the type ${type}`);
  return type === 'L' ? appended(name, value) : { kind: 'ADD', path: [name], value };
}

/** Update expressions add to lists in words of their own. */
function appended(name: string, value: StoredValue): UpdateAction {
  const first: UpdateOperand = { kind: 'if_not_exists', path: [name], otherwise: { kind: 'value', value: { L: [] } } };
  return { kind: 'SET', path: [name], operand: { kind: 'list_append', first, second: { kind: 'value', value } } };
}
