import { compileCondition } from './conditions/compile-condition.ts';
import type { Condition } from './conditions/condition.ts';
import type { ParsedStatement } from './parse/parse-statement.ts';
import { refusals } from './parse/refusals.ts';
import type { PrincipalMatch } from './principal-match.ts';
import { compilePrincipals } from './principal-match.ts';
import type { Template } from './template.ts';
import { parseTemplate, resolveTemplate } from './template.ts';
import type { AccessRequest, CompiledStatement, ContextValues, PolicyKind } from './types.ts';
import type { TextTest } from './wildcard.ts';
import { compilePattern, markWildcards, matchesPattern } from './wildcard.ts';

/** A request with what every statement needs of it worked out once. */
export interface Question extends AccessRequest {
  /** Actions compare without case. */
  lowerAction: string;
}

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

type ResourceTest = (resource: string, context: ContextValues) => boolean | undefined;

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
  return (resource, context) => {
    const pattern = resolveTemplate(template, context);
    return pattern === undefined ? undefined : matchesPattern(pattern, resource);
  };
}

export function actionMatches(statement: Statement, question: Question): boolean {
  for (const test of statement.actions) if (test(question.lowerAction)) return !statement.written.actions.negated;
  return statement.written.actions.negated;
}

export function resourceMatches({ resources, written }: Statement, { resource, context }: Question): boolean {
  if (!resources || !written.resources) return true;
  const { negated } = written.resources;
  for (const test of resources) {
    const matched = test(resource, context);
    if (matched) return !negated;
    if (matched === undefined && negated) return false;
  }
  return negated;
}

export function conditionsHold({ conditions }: Statement, { context }: Question): boolean {
  for (const condition of conditions) if (!condition.holds(context)) return false;
  return true;
}

/** True if the statement applies to the request, the principal aside. */
export function statementMatches(statement: Statement, question: Question): boolean {
  return (
    actionMatches(statement, question) && resourceMatches(statement, question) && conditionsHold(statement, question)
  );
}
