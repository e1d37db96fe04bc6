import type { ConditionKey } from '../context.ts';
import { contextValue } from '../context.ts';
import type { Template } from '../template.ts';
import { resolveTemplate } from '../template.ts';
import type { ContextValues } from '../types.ts';
import { showWildcards, type TextTest } from '../wildcard.ts';
import type { Operator } from './operators.ts';

/** One line of a Condition block, ready to be asked. */
export interface Condition {
  holds(context: ContextValues): boolean;
  /** For people: what was expected, and what the request has. */
  explain(context: ContextValues): string;
}

/** An expected value: its test where the policy alone decides it, else the template that each request fills. */
export interface ExpectedValue {
  template: Template;
  test?: TextTest;
}

export interface Comparison {
  /** As the policy wrote it: `ForAllValues:StringEquals`. */
  label: string;
  key: ConditionKey;
  operator: Operator;
  quantifier?: 'ForAllValues' | 'ForAnyValue';
  ifExists: boolean;
  expected: ExpectedValue[];
}

export function comparisonCondition(comparison: Comparison): Condition {
  const hasVariables = comparison.expected.some((value) => !value.test);
  return {
    holds: (context) => holds(comparison, hasVariables, context),
    explain: (context) => explain(comparison, context),
  };
}

/** `Null`: whether the key is absent (`true`) or present (`false`). */
export function nullCondition(label: string, key: ConditionKey, wantsAbsent: boolean): Condition {
  return {
    holds: (context) => isMissing(contextValue(context, key), false) === wantsAbsent,
    explain: (context) =>
      `condition ${label} ${key.written}: expected ${wantsAbsent ? 'no value' : 'a value'}, ${seen(contextValue(context, key))}`,
  };
}

// Missing keys and quantifiers: facts F.1.
function holds(comparison: Comparison, hasVariables: boolean, context: ContextValues): boolean {
  const { operator, quantifier } = comparison;
  // A negated comparison with a value that cannot be known would else hold for the wrong reason. facts F.1
  if (hasVariables && operator.negated && comparison.expected.some((value) => !testOf(value, comparison, context))) {
    return false;
  }
  const actual = contextValue(context, comparison.key);
  if (isMissing(actual, quantifier !== undefined)) return holdsWithoutKey(comparison);
  if (typeof actual === 'string') return valueHolds(comparison, actual, context);
  // Several values and no quantifier: as ForAnyValue, or when negated as ForAllValues.
  // Assumed; not confirmed against AWS.
  const all = quantifier ? quantifier === 'ForAllValues' : operator.negated;
  return all
    ? actual.every((value) => valueHolds(comparison, value, context))
    : actual.some((value) => valueHolds(comparison, value, context));
}

function holdsWithoutKey({ ifExists, quantifier, operator }: Comparison): boolean {
  if (ifExists) return true;
  return quantifier ? quantifier === 'ForAllValues' : operator.negated;
}

function valueHolds(comparison: Comparison, actual: string, context: ContextValues): boolean {
  for (const value of comparison.expected) {
    if (testOf(value, comparison, context)?.(actual)) return !comparison.operator.negated;
  }
  return comparison.operator.negated;
}

function testOf(value: ExpectedValue, comparison: Comparison, context: ContextValues): TextTest | undefined {
  if (value.test) return value.test;
  const text = resolveTemplate(value.template, context);
  return text === undefined ? undefined : comparison.operator.compile(text);
}

/** Quantifiers take an empty text for no value: "a null data set, such as an empty string". */
function isMissing(value: string | string[] | undefined, emptyCounts: boolean): value is undefined {
  if (value === undefined) return true;
  return typeof value === 'string' ? emptyCounts && value === '' : value.length === 0;
}

function explain(comparison: Comparison, context: ContextValues): string {
  const expected = comparison.expected.map((value) => describeExpected(value, context)).join(' or ');
  const not = comparison.operator.negated ? 'anything but ' : '';
  const actual = contextValue(context, comparison.key);
  return `condition ${comparison.label} ${comparison.key.written}: expected ${not}${expected}, ${seen(actual)}`;
}

function describeExpected({ template }: ExpectedValue, context: ContextValues): string {
  const quoted = JSON.stringify(template.written);
  if (template.fixed !== undefined) return quoted;
  const text = resolveTemplate(template, context);
  return text === undefined
    ? `${quoted} (which has no value in this request)`
    : `${quoted} (here ${JSON.stringify(showWildcards(text))})`;
}

function seen(actual: string | string[] | undefined): string {
  if (actual === undefined) return 'the request does not have this key';
  const values = typeof actual === 'string' ? [actual] : actual;
  return `the request has ${values.length > 0 ? values.map((value) => JSON.stringify(value)).join(', ') : 'no values'}`;
}
