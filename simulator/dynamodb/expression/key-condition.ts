import { validationError } from '../dynamodb-errors.ts';
import type { Keyed } from '../tables.ts';
import type { StoredValue } from '../value/stored-value.ts';
import type { Condition, Operand } from './condition.ts';

/** What a Query asks for: one partition, and maybe a part of it. */
export interface KeyCondition {
  partition: StoredValue;
  sort?: Condition;
}

/** Takes a KeyConditionExpression apart. Errors: ValidationException for what a key condition cannot be. */
export function keyCondition(condition: Condition, { partitionKey, sortKey }: Keyed): KeyCondition {
  const conditions = new Map<string, Condition>();
  for (const one of conjuncts(condition)) {
    const name = keyOf(one);
    if (conditions.has(name)) throw validationError('KeyConditionExpressions must only contain one condition per key');
    conditions.set(name, one);
  }
  const partition = conditions.get(partitionKey.name);
  if (!partition) throw validationError(`Query condition missed key schema element: ${partitionKey.name}`);
  const value = equalTo(partition);
  if (!value) throw validationError('Query key condition not supported');
  requireType(value, partitionKey.type);
  if (conditions.size === 1) return { partition: value };
  const sort = sortKey && conditions.get(sortKey.name);
  if (conditions.size > 2 || !sort) {
    throw validationError(
      sortKey ? `Query condition missed key schema element: ${sortKey.name}` : 'Query key condition not supported',
    );
  }
  return { partition: value, sort };
}

function conjuncts(condition: Condition): Condition[] {
  return condition.kind === 'and' ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];
}

/** The attribute that one part of a key condition is about. */
function keyOf(condition: Condition): string {
  requireKeyOperator(condition);
  const operands = operandsOf(condition);
  if (operands.some(({ kind }) => kind === 'size')) {
    throw validationError('KeyConditionExpressions cannot contain nested operations');
  }
  const paths = operands.flatMap((operand) => (operand.kind === 'path' ? [operand.path] : []));
  const problem = 'Invalid condition in KeyConditionExpression:';
  const [path, ...others] = paths;
  if (!path) throw validationError(`${problem} No key attribute specified`);
  if (others.length > 0) throw validationError(`${problem} Multiple attribute names used in one condition`);
  if (path.length > 1) throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
  return path[0];
}

function requireKeyOperator(condition: Condition): void {
  const refused = (operator: string) => validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);
  if (condition.kind === 'or' || condition.kind === 'not' || condition.kind === 'in') {
    throw refused(condition.kind.toUpperCase());
  }
  if (condition.kind === 'compare' && condition.operator === '<>') throw refused('<>');
  if (condition.kind === 'function' && condition.name !== 'begins_with') throw refused(condition.name);
}

function operandsOf(condition: Condition): Operand[] {
  if (condition.kind === 'compare') return [condition.left, condition.right];
  if (condition.kind === 'between') return [condition.operand, condition.low, condition.high];
  return condition.kind === 'function' ? condition.operands : [];
}

function equalTo(condition: Condition): StoredValue | undefined {
  if (condition.kind !== 'compare' || condition.operator !== '=') return undefined;
  const value = [condition.left, condition.right].find(({ kind }) => kind === 'value');
  return value?.kind === 'value' ? value.value : undefined;
}

function requireType(value: StoredValue, type: 'S' | 'N' | 'B'): void {
  if (value[type] !== undefined) return;
  throw validationError(
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  );
}
