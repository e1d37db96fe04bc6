import { conditionKey } from '../context.ts';
import { PolicySyntaxError } from '../policy-syntax-error.ts';
import { parseTemplate } from '../template.ts';
import type { Comparison, Condition, ExpectedValue } from './condition.ts';
import { comparisonCondition, nullCondition } from './condition.ts';
import type { Operator } from './operators.ts';
import { operators } from './operators.ts';

/** One operator and one key of a Condition block, with its values as texts. */
export interface ConditionLine {
  operator: string;
  key: string;
  values: string[];
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/;

/** Errors: PolicySyntaxError for an operator that does not exist, or a value that it cannot read. */
export function compileCondition(line: ConditionLine, variables: boolean, unknown: string): Condition {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(line.operator) ?? [];
  if (name === 'Null' && !ifExists) return nullCondition(line.operator, conditionKey(line.key), wantsAbsent(line));
  const operator = operators.get(name);
  if (!operator) throw new PolicySyntaxError(unknown);
  return comparisonCondition({
    label: line.operator,
    key: conditionKey(line.key),
    operator,
    quantifier: quantifier as Comparison['quantifier'],
    ifExists: ifExists !== undefined,
    expected: line.values.map((value) => compileValue(value, name, operator, variables)),
  });
}

function wantsAbsent({ values }: ConditionLine): boolean {
  const [value = '', ...rest] = values;
  const lower = value.toLowerCase();
  if (rest.length > 0 || (lower !== 'true' && lower !== 'false')) throw unreadable('Null');
  return lower === 'true';
}

function compileValue(written: string, name: string, operator: Operator, variables: boolean): ExpectedValue {
  const template = parseTemplate(written, { variables, wildcards: operator.wildcards });
  if (template.fixed === undefined) return { template };
  const test = operator.compile(template.fixed);
  if (!test) throw unreadable(name);
  return { template, test };
}

/** A Deny that could never match must not pass silently. Texts seen in moto's validator, which was checked against AWS. */
function unreadable(operator: string): PolicySyntaxError {
  // For numbers, addresses and booleans: Assumed; not confirmed against AWS.
  return new PolicySyntaxError(
    operator.startsWith('Date') ? 'The policy failed legacy parsing' : 'Syntax errors in policy.',
  );
}
