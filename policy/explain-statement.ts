import type { ParsedPrincipal } from './parse/parse-principal.ts';
import type { Listed } from './parse/parse-statement.ts';
import type { Statement } from './statement.ts';
import { actionMatches, conditionsHold, resourceMatches } from './statement.ts';
import type { AccessRequest } from './types.ts';

/** Why a statement does not apply to a request, in words; undefined if it does. */
export function whyNot(statement: Statement, request: AccessRequest): string | undefined {
  const { written, conditions } = statement;
  if (statement.principals?.(request.principal) === 'none') {
    return `principal ${request.principal.arn || 'anonymous'} is not among ${principalNames(written.principals)}`;
  }
  if (!actionMatches(statement, request.action)) return `action ${request.action} ${outside(written.actions)}`;
  if (!resourceMatches(statement, request)) {
    return `resource ${request.resource} ${outside(written.resources)}`;
  }
  if (conditionsHold(statement, request)) return undefined;
  return conditions.find((condition) => !condition.holds(request.context))?.explain(request.context);
}

/** What a statement that applies does for the request, in words. */
export function whatItDoes({ effect, principals }: Statement, request: AccessRequest): string {
  const applies = `applies: ${effect} ${request.action} on ${request.resource}`;
  if (effect === 'Deny' || principals?.(request.principal) !== 'delegated') return applies;
  return `${applies}, for account ${request.principal.account}: the caller's own policies must allow it too`;
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
