import { policyOf } from './compile-policy.ts';
import { whyNot } from './explain-statement.ts';
import type { Question, Statement } from './statement.ts';
import type { Decision, NamedPolicy, PolicyKind, PolicySet, StatementOutcome } from './types.ts';

/** A statement that applies, and where it stands. */
export interface Finding {
  kind: PolicyKind;
  policy: string;
  statement: Statement;
}

/** Wraps a result; all texts are made only when asked for, since most requests are allowed and never explained. */
export function decide(
  question: Question,
  set: PolicySet,
  reason: Decision['reason'],
  kind: PolicyKind,
  finding?: Finding,
): Decision {
  return {
    allowed: reason === 'allowed',
    reason,
    kind,
    get statement() {
      return finding && outcomeOf(finding, question);
    },
    explain: () => explain(question, set),
  };
}

function explain(question: Question, set: PolicySet): StatementOutcome[] {
  const outcomes = (policies: readonly NamedPolicy[], kind: PolicyKind) =>
    policies.flatMap(({ name, policy }) =>
      policyOf(policy).statements.map((statement) => outcomeOf({ kind, policy: name, statement }, question)),
    );
  return [
    ...outcomes(set.identity, 'identity'),
    ...outcomes(set.boundary ? [set.boundary] : [], 'boundary'),
    ...outcomes(set.session ?? [], 'session'),
    ...(set.resource ? outcomes([set.resource], set.resource.policy.kind === 'trust' ? 'trust' : 'resource') : []),
  ];
}

function outcomeOf({ kind, policy, statement }: Finding, question: Question): StatementOutcome {
  const why = whyNot(statement, question);
  return {
    kind,
    policy,
    statement: statement.label,
    effect: statement.effect,
    matched: why === undefined,
    why: why ?? `applies: ${statement.effect} ${question.action} on ${question.resource}`,
  };
}
