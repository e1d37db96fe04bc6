import { policyOf } from './compile-policy.ts';
import { whatItDoes, whyNot } from './explain-statement.ts';
import type { Statement } from './statement.ts';
import type { AccessRequest, Decision, NamedPolicy, PolicyKind, PolicySet, StatementOutcome } from './types.ts';

/** A statement that applies, and where it stands. */
export interface Finding {
  kind: PolicyKind;
  policy: string;
  statement: Statement;
}

/**
 * A result whose texts are made only when asked for: most requests are allowed and never explained. It is a class
 * because a getter on a prototype costs nothing where one on a literal is defined anew for every request.
 */
class LazyDecision implements Decision {
  readonly allowed: boolean;
  readonly #request: AccessRequest;
  readonly #set: PolicySet;
  readonly #finding: Finding | undefined;

  constructor(
    readonly reason: Decision['reason'],
    readonly kind: PolicyKind,
    request: AccessRequest,
    set: PolicySet,
    finding: Finding | undefined,
  ) {
    this.allowed = reason === 'allowed';
    this.#request = request;
    this.#set = set;
    this.#finding = finding;
  }

  get statement(): StatementOutcome | undefined {
    return this.#finding && outcomeOf(this.#finding, this.#request);
  }

  explain(): StatementOutcome[] {
    return explain(this.#request, this.#set);
  }
}

export function decide(
  request: AccessRequest,
  set: PolicySet,
  reason: Decision['reason'],
  kind: PolicyKind,
  finding?: Finding,
): Decision {
  return new LazyDecision(reason, kind, request, set, finding);
}

function explain(request: AccessRequest, set: PolicySet): StatementOutcome[] {
  const outcomes = (policies: readonly NamedPolicy[], kind: PolicyKind) =>
    policies.flatMap(({ name, policy }) =>
      policyOf(policy).statements.map((statement) => outcomeOf({ kind, policy: name, statement }, request)),
    );
  return [
    ...outcomes(set.identity, 'identity'),
    ...outcomes(set.boundary ? [set.boundary] : [], 'boundary'),
    ...outcomes(set.session ?? [], 'session'),
    ...(set.resource ? outcomes([set.resource], set.resource.policy.kind === 'trust' ? 'trust' : 'resource') : []),
  ];
}

function outcomeOf({ kind, policy, statement }: Finding, request: AccessRequest): StatementOutcome {
  const why = whyNot(statement, request);
  return {
    kind,
    policy,
    statement: statement.label,
    effect: statement.effect,
    matched: why === undefined,
    why: why ?? whatItDoes(statement, request),
  };
}
