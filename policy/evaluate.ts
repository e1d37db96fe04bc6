import { policyOf } from './compile-policy.ts';
import { decide, type Finding } from './decision.ts';
import type { Reach } from './principal-match.ts';
import { statementApplies } from './statement.ts';
import type { AccessRequest, Decision, NamedPolicy, PolicyKind, PolicySet } from './types.ts';

/**
 * Decides a request by AWS's rules: an explicit deny anywhere wins; then the identity's policies must allow, or in the
 * same account the resource's policy, and for another account's resource both; boundary and session policies limit what
 * is allowed. Never throws. Source: facts F.1,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AccessRequest, set: PolicySet): Decision {
  const denied = findDeny(request, set);
  if (denied) return decide(request, set, 'explicit-deny', denied.kind, denied);

  const resource = findResourceAllow(request, set);
  const resourceKind = resource?.finding.kind ?? resourceKindOf(set);
  const reach = resource?.reach ?? 'none';
  if (reach === 'none' && needsResourceAllow(request, set)) return decide(request, set, 'implicit-deny', resourceKind);
  if (resource && standsAlone(request, reach)) return decide(request, set, 'allowed', resourceKind, resource.finding);

  const identity = findAllow(request, set.identity, 'identity');
  const granted = reach === 'granted' && !isCrossAccount(request);
  if (!identity && !granted && !isOwnRoot(request)) return decide(request, set, 'implicit-deny', 'identity');
  if (set.boundary && !findAllow(request, [set.boundary], 'boundary')) {
    return decide(request, set, 'implicit-deny', 'boundary');
  }
  if (set.session && !findAllow(request, set.session, 'session')) {
    return decide(request, set, 'implicit-deny', 'session');
  }
  const finding = identity ?? resource?.finding;
  return decide(request, set, 'allowed', finding?.kind ?? 'identity', finding);
}

/** Services, federated and anonymous callers have no policies of their own: the resource's must allow them. */
function hasNoPolicies({ principal }: AccessRequest): boolean {
  return principal.type === 'service' || principal.type === 'federated' || principal.type === 'anonymous';
}

function isCrossAccount({ principal, resourceAccount }: AccessRequest): boolean {
  return principal.account !== resourceAccount;
}

/** A role can be assumed only by those whom its trust policy reaches, whatever their own policies allow. */
function needsResourceAllow(request: AccessRequest, set: PolicySet): boolean {
  return hasNoPolicies(request) || isCrossAccount(request) || resourceKindOf(set) === 'trust';
}

/** The account's root user needs no policy. */
function isOwnRoot({ principal }: AccessRequest): boolean {
  return principal.type === 'root';
}

/** True if the resource's policy is enough, whatever the caller's boundary and session policies leave out. */
function standsAlone(request: AccessRequest, reach: Reach): boolean {
  return hasNoPolicies(request) || (reach === 'direct' && !isCrossAccount(request));
}

/** A role's trust policy is its resource policy, under a name of its own. */
function resourceKindOf({ resource }: PolicySet): PolicyKind {
  return resource?.policy.kind === 'trust' ? 'trust' : 'resource';
}

function findDeny(request: AccessRequest, set: PolicySet): Finding | undefined {
  return (
    findDenyIn(request, set.identity, 'identity') ??
    (set.boundary && findDenyIn(request, [set.boundary], 'boundary')) ??
    (set.session && findDenyIn(request, set.session, 'session')) ??
    (set.resource && findDenyIn(request, [set.resource], resourceKindOf(set)))
  );
}

function findDenyIn(request: AccessRequest, policies: readonly NamedPolicy[], kind: PolicyKind): Finding | undefined {
  for (const named of policies) {
    for (const statement of policyOf(named.policy).about(request.action).denies) {
      if (statement.principals?.(request.principal) === 'none') continue;
      if (statementApplies(statement, request)) return { kind, policy: named.name, statement };
    }
  }
  return undefined;
}

function findAllow(request: AccessRequest, policies: readonly NamedPolicy[], kind: PolicyKind): Finding | undefined {
  for (const named of policies) {
    for (const statement of policyOf(named.policy).about(request.action).allows) {
      if (statementApplies(statement, request)) return { kind, policy: named.name, statement };
    }
  }
  return undefined;
}

const STRENGTH: Record<Reach, number> = { none: 0, delegated: 1, granted: 2, direct: 3 };

/** The resource policy's statement that reaches furthest. */
function findResourceAllow(request: AccessRequest, set: PolicySet): { finding: Finding; reach: Reach } | undefined {
  if (!set.resource) return undefined;
  let best: { finding: Finding; reach: Reach } | undefined;
  for (const statement of policyOf(set.resource.policy).about(request.action).allows) {
    const reach = statement.principals?.(request.principal) ?? 'none';
    if (STRENGTH[reach] <= STRENGTH[best?.reach ?? 'none'] || !statementApplies(statement, request)) continue;
    best = { reach, finding: { kind: resourceKindOf(set), policy: set.resource.name, statement } };
  }
  return best;
}
