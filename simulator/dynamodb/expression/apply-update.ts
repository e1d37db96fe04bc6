import { validationError } from '../dynamodb-errors.ts';
import { addNumbers } from '../value/decimal.ts';
import type { StoredItem, StoredValue } from '../value/stored-value.ts';
import { valueAt } from './path.ts';
import type { UpdateAction, UpdateOperand } from './update.ts';

/** The item after the actions, all of which see it as it was before. Errors: ValidationException. */
export function applyUpdate(actions: UpdateAction[], before: StoredItem): StoredItem {
  const removals = actions.filter(({ kind }) => kind === 'REMOVE');
  const others = actions.filter(({ kind }) => kind !== 'REMOVE');
  // From the end, so that the list elements before keep their places.
  removals.sort((one, other) => lastIndex(other) - lastIndex(one));
  let item: StoredValue = { M: before };
  for (const action of [...others, ...removals]) item = changed(item, action.path, newValue(action, before));
  return item.M ?? {};
}

function lastIndex({ path }: UpdateAction): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : 0;
}

function newValue(action: UpdateAction, before: StoredItem): StoredValue | undefined {
  if (action.kind === 'REMOVE') return undefined;
  if (action.kind === 'SET') return resolve(action.operand, before);
  const old = valueAt(before, action.path);
  return action.kind === 'ADD' ? added(old, action.value) : withoutMembers(old, action.value);
}

function resolve(operand: UpdateOperand, before: StoredItem): StoredValue {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path': {
      const value = valueAt(before, operand.path);
      if (value) return value;
      throw validationError('The provided expression refers to an attribute that does not exist in the item');
    }
    case 'if_not_exists':
      return valueAt(before, operand.path) ?? resolve(operand.otherwise, before);
    case 'list_append': {
      const [first, second] = [resolve(operand.first, before), resolve(operand.second, before)];
      if (!first.L || !second.L) throw wrongType();
      return { L: [...first.L, ...second.L] };
    }
    case 'arithmetic': {
      const [left, right] = [resolve(operand.left, before), resolve(operand.right, before)];
      if (left.N === undefined || right.N === undefined) throw wrongType();
      return { N: addNumbers(left.N, right.N, operand.sign) };
    }
  }
}

function wrongType() {
  return validationError('An operand in the update expression has an incorrect data type');
}

function added(old: StoredValue | undefined, value: StoredValue): StoredValue {
  if (!old) return value;
  if (old.N !== undefined && value.N !== undefined) return { N: addNumbers(old.N, value.N) };
  if (old.SS && value.SS) return { SS: [...new Set([...old.SS, ...value.SS])] };
  if (old.NS && value.NS) return { NS: [...new Set([...old.NS, ...value.NS])] };
  if (old.BS && value.BS) return { BS: [...new Set([...old.BS, ...value.BS])] };
  throw wrongType();
}

/** A set without some members; undefined once it is empty, since sets are never empty. */
function withoutMembers(old: StoredValue | undefined, value: StoredValue): StoredValue | undefined {
  if (!old) return undefined;
  for (const type of ['SS', 'NS', 'BS'] as const) {
    const [members, removed] = [old[type], value[type]];
    if (!members || !removed) continue;
    const left = members.filter((member) => !removed.includes(member));
    return left.length > 0 ? { [type]: left } : undefined;
  }
  throw wrongType();
}

/** `container` with another value at a path, or with none. What leads there must exist. */
function changed(
  container: StoredValue,
  [step, ...rest]: (string | number)[],
  value: StoredValue | undefined,
): StoredValue {
  if (typeof step === 'string' && container.M) {
    const { [step]: old, ...others } = container.M;
    const child = rest.length > 0 ? changed(old ?? {}, rest, value) : value;
    return { M: child ? { ...container.M, [step]: child } : others };
  }
  if (typeof step === 'number' && container.L) {
    const child = rest.length > 0 ? changed(container.L[step] ?? {}, rest, value) : value;
    // A position beyond the end means the end.
    return { L: container.L.toSpliced(step, 1, ...(child ? [child] : [])) };
  }
  throw validationError('The document path provided in the update expression is invalid for update');
}
