import { policyOf } from './compile-policy.ts';
import { decide, type Finding } from './decision.ts';
import type { Reach } from './principal-match.ts';
import type { Question } from './statement.ts';
import { statementMatches } from './statement.ts';
import type { AccessRequest, Decision, NamedPolicy, PolicyKind, PolicySet } from './types.ts';

/**
 * Decides a request by AWS's rules: an explicit deny anywhere wins; then the identity's policies must allow, or in the
 * same account the resource's policy, and for another account's resource both; boundary and session policies limit what
 * is allowed. Never throws. Source: facts F.1,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AccessRequest, set: PolicySet): Decision {
  const question: Question = { ...request, lowerAction: request.action.toLowerCase() };
  const denied = findDeny(question, set);
  if (denied) return decide(question, set, 'explicit-deny', denied.kind, denied);

  const resource = findResourceAllow(question, set);
  const resourceKind = resource?.finding.kind ?? resourceKindOf(set);
  const reach = resource?.reach ?? 'none';
  if (reach === 'none' && needsResourceAllow(question)) return decide(question, set, 'implicit-deny', resourceKind);
  if (resource && standsAlone(question, reach)) return decide(question, set, 'allowed', resourceKind, resource.finding);

  const identity = findAllow(question, set.identity, 'identity');
  const granted = reach === 'granted' && !isCrossAccount(question);
  if (!identity && !granted && !isOwnRoot(question)) return decide(question, set, 'implicit-deny', 'identity');
  if (set.boundary && !findAllow(question, [set.boundary], 'boundary')) {
    return decide(question, set, 'implicit-deny', 'boundary');
  }
  if (set.session && !findAllow(question, set.session, 'session')) {
    return decide(question, set, 'implicit-deny', 'session');
  }
  const finding = identity ?? resource?.finding;
  return decide(question, set, 'allowed', finding?.kind ?? 'identity', finding);
}

/** Services, federated and anonymous callers have no policies of their own: the resource's must allow them. */
function hasNoPolicies({ principal }: Question): boolean {
  return principal.type === 'service' || principal.type === 'federated' || principal.type === 'anonymous';
}

function isCrossAccount({ principal, resourceAccount }: Question): boolean {
  return principal.account !== resourceAccount;
}

function needsResourceAllow(question: Question): boolean {
  return hasNoPolicies(question) || isCrossAccount(question);
}

/** The account's root user needs no policy. */
function isOwnRoot({ principal }: Question): boolean {
  return principal.type === 'root';
}

/** True if the resource's policy is enough, whatever the caller's boundary and session policies leave out. */
function standsAlone(question: Question, reach: Reach): boolean {
  return hasNoPolicies(question) || (reach === 'direct' && !isCrossAccount(question));
}

/** A role's trust policy is its resource policy, under a name of its own. */
function resourceKindOf({ resource }: PolicySet): PolicyKind {
  return resource?.policy.kind === 'trust' ? 'trust' : 'resource';
}

function findDeny(question: Question, set: PolicySet): Finding | undefined {
  return (
    findDenyIn(question, set.identity, 'identity') ??
    (set.boundary && findDenyIn(question, [set.boundary], 'boundary')) ??
    (set.session && findDenyIn(question, set.session, 'session')) ??
    (set.resource && findDenyIn(question, [set.resource], resourceKindOf(set)))
  );
}

function findDenyIn(question: Question, policies: readonly NamedPolicy[], kind: PolicyKind): Finding | undefined {
  for (const named of policies) {
    for (const statement of policyOf(named.policy).denies) {
      if (statement.principals?.(question.principal) === 'none') continue;
      if (statementMatches(statement, question)) return { kind, policy: named.name, statement };
    }
  }
  return undefined;
}

function findAllow(question: Question, policies: readonly NamedPolicy[], kind: PolicyKind): Finding | undefined {
  for (const named of policies) {
    for (const statement of policyOf(named.policy).allows) {
      if (statementMatches(statement, question)) return { kind, policy: named.name, statement };
    }
  }
  return undefined;
}

const STRENGTH: Record<Reach, number> = { none: 0, delegated: 1, granted: 2, direct: 3 };

/** The resource policy's statement that reaches furthest. */
function findResourceAllow(question: Question, set: PolicySet): { finding: Finding; reach: Reach } | undefined {
  if (!set.resource) return undefined;
  let best: { finding: Finding; reach: Reach } | undefined;
  for (const statement of policyOf(set.resource.policy).allows) {
    const reach = statement.principals?.(question.principal) ?? 'none';
    if (STRENGTH[reach] <= STRENGTH[best?.reach ?? 'none'] || !statementMatches(statement, question)) continue;
    best = { reach, finding: { kind: resourceKindOf(set), policy: set.resource.name, statement } };
  }
  return best;
}
