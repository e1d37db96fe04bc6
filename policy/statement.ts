import { compileCondition } from './conditions/compile-condition.ts';
import type { Condition } from './conditions/condition.ts';
import type { ParsedStatement } from './parse/parse-statement.ts';
import { refusals } from './parse/refusals.ts';
import type { PrincipalMatch } from './principal-match.ts';
import { compilePrincipals } from './principal-match.ts';
import type { Template } from './template.ts';
import { parseTemplate, resolveTemplate } from './template.ts';
import type { AccessRequest, CompiledStatement, PolicyKind } from './types.ts';
import type { TextTest } from './wildcard.ts';
import { compilePattern, markWildcards, matchesPattern } from './wildcard.ts';

/** A statement ready to be asked: each test is prepared, none allocates unless the policy has variables. */
export interface Statement extends CompiledStatement {
  /** The Sid, or the statement's number from 1. */
  label: string;
  written: ParsedStatement;
  principals?: PrincipalMatch;
  actions: TextTest[];
  resources?: ResourceTest[];
  conditions: Condition[];
}

type ResourceTest = (resource: string, request: Pick<AccessRequest, 'context'>) => boolean | undefined;

export interface StatementOptions {
  kind: PolicyKind;
  label: string;
  variables: boolean;
}

/** Errors: PolicySyntaxError for conditions that cannot be understood. */
export function compileStatement(written: ParsedStatement, { kind, label, variables }: StatementOptions): Statement {
  return {
    sid: written.sid,
    effect: written.effect,
    label,
    written,
    principals: written.principals && compilePrincipals(written.principals),
    actions: written.actions.list.map((action) => compilePattern(markWildcards(action.toLowerCase()))),
    resources: written.resources?.list.map((text) =>
      compileResource(parseTemplate(text, { variables, wildcards: true })),
    ),
    conditions: written.conditions.map((line) => {
      return compileCondition(line, variables, refusals[kind].operator(line.operator));
    }),
  };
}

/** Answers undefined where a variable has no value: then neither Resource nor NotResource matches. facts F.1 */
function compileResource(template: Template): ResourceTest {
  if (template.fixed !== undefined) return compilePattern(template.fixed);
  return (resource, request) => {
    const pattern = resolveTemplate(template, request.context);
    return pattern === undefined ? undefined : matchesPattern(pattern, resource);
  };
}

/** Actions compare without case. */
export function actionMatches({ actions, written }: Statement, action: string): boolean {
  const lower = action.toLowerCase();
  return actions.some((test) => test(lower)) !== written.actions.negated;
}

export function resourceMatches({ resources, written }: Statement, request: AccessRequest): boolean {
  if (!resources || !written.resources) return true;
  const { negated } = written.resources;
  for (const test of resources) {
    const matched = test(request.resource, request);
    if (matched) return !negated;
    if (matched === undefined && negated) return false;
  }
  return negated;
}

export function conditionsHold({ conditions }: Statement, request: AccessRequest): boolean {
  for (const condition of conditions) if (!condition.holds(request.context)) return false;
  return true;
}

/** True if a statement about the request's action applies to it, the principal aside. */
export function statementApplies(statement: Statement, request: AccessRequest): boolean {
  return resourceMatches(statement, request) && conditionsHold(statement, request);
}
