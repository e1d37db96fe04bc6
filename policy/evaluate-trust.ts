import { evaluate } from './evaluate.ts';
import type { AccessRequest, Decision, NamedPolicy, PolicySet } from './types.ts';

/**
 * Decides who may assume a role. For services and federated users (AssumeRoleWithWebIdentity) the trust policy alone
 * decides. An AWS principal that it names exactly, in the role's account, needs nothing else; one that it only reaches
 * through the account, or from another account, needs its own policies' `sts:AssumeRole` too: give them in `caller`.
 * Ask once per action: `sts:TagSession` as well if tags are passed or inherited. Source: facts F.1.
 */
export function evaluateTrust(
  request: AccessRequest,
  trust: NamedPolicy,
  caller: Omit<PolicySet, 'resource'> = { identity: [] },
): Decision {
  return evaluate(request, { ...caller, resource: trust });
}
