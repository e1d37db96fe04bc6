import type { ParsedPrincipal } from './parse/parse-principal.ts';
import type { Listed } from './parse/parse-statement.ts';
import type { Question, Statement } from './statement.ts';
import { actionMatches, conditionsHold, resourceMatches } from './statement.ts';

/** Why a statement does not apply to a request, in words; undefined if it does. */
export function whyNot(statement: Statement, question: Question): string | undefined {
  const { written, conditions } = statement;
  if (statement.principals?.(question.principal) === 'none') {
    return `principal ${question.principal.arn || 'anonymous'} is not among ${principalNames(written.principals)}`;
  }
  if (!actionMatches(statement, question)) return `action ${question.action} ${outside(written.actions)}`;
  if (!resourceMatches(statement, question)) {
    return `resource ${question.resource} ${outside(written.resources)}`;
  }
  if (conditionsHold(statement, question)) return undefined;
  return conditions.find((condition) => !condition.holds(question.context))?.explain(question.context);
}

function outside(listed: Listed<string[]> | undefined): string {
  const list = listed?.list.join(', ') ?? '';
  return listed?.negated ? `is excluded by ${list}` : `does not match ${list}`;
}

function principalNames(listed: Listed<ParsedPrincipal> | undefined): string {
  if (!listed) return 'none';
  const { everyone, accounts, arns, services, federated } = listed.list;
  const names = [...(everyone ? ['*'] : []), ...accounts, ...arns, ...services, ...federated];
  return listed.negated ? `those other than ${names.join(', ')}` : names.join(', ');
}
