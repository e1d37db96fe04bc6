import type {
  AttributeValue,
  ComparisonOperator,
  ConditionalOperator,
  ExpectedAttributeValue,
  Condition as LegacyCondition,
} from '@aws-sdk/client-dynamodb';
import { constraintError, invalidParameter, requireOneOf, validationError } from '../dynamodb-errors.ts';
import type { Comparator, Condition, Operand } from '../expression/condition.ts';
import type { FunctionName } from '../expression/condition-functions.ts';
import { compareValues } from '../value/compare-values.ts';
import { type StoredValue, storedValue, typeOf, type ValueType } from '../value/stored-value.ts';

// Conditions from before there were expressions, read into the same form.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html

const SCALARS: ValueType[] = ['S', 'N', 'B'];
const ANY: ValueType[] = [...SCALARS, 'SS', 'NS', 'BS', 'BOOL', 'NULL', 'L', 'M'];

interface Rule {
  /** How many values it takes; at least that many if `orMore`. */
  values: number;
  orMore?: true;
  types: ValueType[];
}

const RULES: Record<ComparisonOperator, Rule> = {
  EQ: { values: 1, types: ANY },
  NE: { values: 1, types: ANY },
  LE: { values: 1, types: SCALARS },
  LT: { values: 1, types: SCALARS },
  GE: { values: 1, types: SCALARS },
  GT: { values: 1, types: SCALARS },
  NOT_NULL: { values: 0, types: [] },
  NULL: { values: 0, types: [] },
  CONTAINS: { values: 1, types: SCALARS },
  NOT_CONTAINS: { values: 1, types: SCALARS },
  BEGINS_WITH: { values: 1, types: ['S', 'B'] },
  IN: { values: 1, orMore: true, types: SCALARS },
  BETWEEN: { values: 2, types: SCALARS },
};
const COMPARATORS: Partial<Record<ComparisonOperator, Comparator>> = {
  EQ: '=',
  NE: '<>',
  LE: '<=',
  LT: '<',
  GE: '>=',
  GT: '>',
};

/** A KeyConditions, QueryFilter or ScanFilter. Errors: ValidationException. */
export function readLegacyConditions(
  conditions: Record<string, LegacyCondition> | undefined,
  operator?: ConditionalOperator,
): Condition | undefined {
  const all = Object.entries(conditions ?? {}).map(([name, { ComparisonOperator, AttributeValueList }]) =>
    readCondition(name, ComparisonOperator, AttributeValueList),
  );
  return joined(all, operator);
}

/** The Expected of a write. Errors: ValidationException. */
export function readExpected(
  expected: Record<string, ExpectedAttributeValue> | undefined,
  operator?: ConditionalOperator,
): Condition | undefined {
  return joined(
    Object.entries(expected ?? {}).map(([name, one]) => readExpectation(name, one)),
    operator,
  );
}

function readExpectation(
  name: string,
  { Value, Exists, ComparisonOperator, AttributeValueList }: ExpectedAttributeValue,
) {
  if (ComparisonOperator !== undefined) {
    if (Value !== undefined && AttributeValueList !== undefined) {
      throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
    }
    if (Exists !== undefined) {
      throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
    }
    return readCondition(name, ComparisonOperator, AttributeValueList ?? (Value ? [Value] : []));
  }
  if (AttributeValueList !== undefined) {
    throw invalidParameter(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  }
  if (Exists === false) {
    if (Value === undefined) return readCondition(name, 'NULL', []);
    throw invalidParameter(`Value cannot be used when Exists is set to false for Attribute: ${name}`);
  }
  if (Value !== undefined) return readCondition(name, 'EQ', [Value]);
  throw invalidParameter(
    Exists === undefined
      ? `Value must be provided when Exists is null for Attribute: ${name}`
      : `Value must be provided when Exists is set to true for Attribute: ${name}`,
  );
}

function joined([first, ...others]: Condition[], operator: string | undefined): Condition | undefined {
  requireOneOf('conditionalOperator', operator, ['OR', 'AND']);
  if (!first) {
    if (operator === undefined) return undefined;
    throw validationError('ConditionalOperator can only be used when Filter or Expected has two or more elements');
  }
  const kind = operator === 'OR' ? 'or' : 'and';
  return others.reduce<Condition>((left, right) => ({ kind, left, right }), first);
}

function readCondition(name: string, operator: string | undefined, list: AttributeValue[] = []): Condition {
  if (!operator || !Object.hasOwn(RULES, operator)) {
    const allowed = `Member must satisfy enum value set: [${Object.keys(RULES).join(', ')}]`;
    throw constraintError('comparisonOperator', operator ?? 'null', allowed);
  }
  const known = operator as ComparisonOperator;
  const values = list.map((value) => storedValue(value));
  requireValues(known, values);
  return conditionOf(
    known,
    { kind: 'path', path: [name] },
    values.map((value) => ({ kind: 'value', value })),
  );
}

function requireValues(operator: ComparisonOperator, values: StoredValue[]): void {
  const { values: wanted, orMore, types } = RULES[operator];
  if (orMore ? values.length < wanted : values.length !== wanted) {
    throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const given = values.map(typeOf);
  if (new Set(given).size > 1) throw invalidParameter('AttributeValues inside AttributeValueList must be of same type');
  const wrong = given.find((type) => !types.includes(type));
  if (wrong) throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${wrong} AttributeValue type`);
  const [low, high] = values;
  if (operator === 'BETWEEN' && low && high && (compareValues(low, high) ?? 0) > 0) {
    throw validationError(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    );
  }
}

function conditionOf(operator: ComparisonOperator, path: Operand, operands: Operand[]): Condition {
  const called = (name: FunctionName): Condition => ({ kind: 'function', name, operands: [path, ...operands] });
  const comparator = COMPARATORS[operator];
  const [first = path, second = path] = operands;
  if (comparator) return { kind: 'compare', operator: comparator, left: path, right: first };
  if (operator === 'BETWEEN') return { kind: 'between', operand: path, low: first, high: second };
  if (operator === 'IN') return { kind: 'in', operand: path, list: operands };
  if (operator === 'NULL') return called('attribute_not_exists');
  if (operator === 'NOT_NULL') return called('attribute_exists');
  if (operator === 'BEGINS_WITH') return called('begins_with');
  if (operator === 'CONTAINS') return called('contains');
  // What is not there at all does not count as not containing.
  const exists: Condition = { kind: 'function', name: 'attribute_exists', operands: [path] };
  return { kind: 'and', left: exists, right: { kind: 'not', condition: called('contains') } };
}
