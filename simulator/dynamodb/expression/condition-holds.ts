import { compareValues, equalValues, membersOf } from '../value/compare-values.ts';
import { type StoredItem, type StoredValue, typeOf } from '../value/stored-value.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { valueAt } from './path.ts';

/** Whether an item meets a condition; a path that leads nowhere meets no comparison but `<>`. */
export function conditionHolds(condition: Condition, item: StoredItem): boolean {
  switch (condition.kind) {
    case 'and':
      return conditionHolds(condition.left, item) && conditionHolds(condition.right, item);
    case 'or':
      return conditionHolds(condition.left, item) || conditionHolds(condition.right, item);
    case 'not':
      return !conditionHolds(condition.condition, item);
    case 'compare':
      return compare(condition.operator, resolve(condition.left, item), resolve(condition.right, item));
    case 'between': {
      const value = resolve(condition.operand, item);
      return compare('>=', value, resolve(condition.low, item)) && compare('<=', value, resolve(condition.high, item));
    }
    case 'in':
      return condition.list.some((one) => compare('=', resolve(condition.operand, item), resolve(one, item)));
    case 'function':
      return functionHolds(condition, item);
  }
}

function resolve(operand: Operand, item: StoredItem): StoredValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  const size = sizeOf(resolve(operand.of, item));
  return size === undefined ? undefined : { N: String(size) };
}

function sizeOf(value: StoredValue | undefined): number | undefined {
  if (value?.S !== undefined) return new TextEncoder().encode(value.S).length;
  if (value?.B !== undefined) return atob(value.B).length;
  if (value?.M) return Object.keys(value.M).length;
  return value && (value.L ?? membersOf(value))?.length;
}

function compare(operator: Comparator, left: StoredValue | undefined, right: StoredValue | undefined): boolean {
  if (operator === '<>') return !left || !right || !equalValues(left, right);
  if (!left || !right) return false;
  if (operator === '=') return equalValues(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function functionHolds({ name, operands }: Extract<Condition, { kind: 'function' }>, item: StoredItem): boolean {
  const [first, second] = operands.map((operand) => resolve(operand, item));
  if (name === 'attribute_exists') return first !== undefined;
  if (name === 'attribute_not_exists') return first === undefined;
  if (!first || !second) return false;
  if (name === 'attribute_type') return typeOf(first) === second.S;
  return name === 'begins_with' ? beginsWith(first, second) : contains(first, second);
}

function beginsWith(value: StoredValue, prefix: StoredValue): boolean {
  if (value.B !== undefined && prefix.B !== undefined) return atob(value.B).startsWith(atob(prefix.B));
  return value.S !== undefined && prefix.S !== undefined && value.S.startsWith(prefix.S);
}

function contains(value: StoredValue, part: StoredValue): boolean {
  if (value.S !== undefined) return part.S !== undefined && value.S.includes(part.S);
  if (value.B !== undefined) return part.B !== undefined && atob(value.B).includes(atob(part.B));
  if (value.L) return value.L.some((element) => equalValues(element, part));
  const member = value.SS ? part.S : value.NS ? part.N : part.B;
  return member !== undefined && (membersOf(value)?.includes(member) ?? false);
}
