import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import type { User } from '../api-server/api-context.ts';
import type { ClusterAccess } from '../cluster.ts';
import type { Storage } from '../storage.ts';
import { PRINCIPAL_ID } from './aws-identity.ts';
import { allowedByPolicy } from './eks-access-policies.ts';
import { nodeOf, whyNotForNode } from './node-authorizer.ts';
import type { Attributes } from './policy-rule.ts';
import { createGrants } from './role-bindings.ts';

export interface AccessDecision {
  allowed: boolean;
  /** As Kubernetes' authorizers put it; empty if they say nothing. */
  reason: string;
}

/** Decides who may do what on a cluster. */
export interface Authorizer {
  decide(user: User, attributes: Attributes): AccessDecision;
  /** RBAC's rules of a user; EKS does not tell those of its access policies. */
  rulesOf(user: User, namespace: string): { rules: PolicyRule[]; problems: string[] };
}

export const MASTERS = 'system:masters';

/** In this order: the group `system:masters`, access policies of EKS, what nodes may, RBAC. */
export function createAuthorizer(storage: Storage, access: Pick<ClusterAccess, 'findEntry'>): Authorizer {
  const findGrants = createGrants(storage);

  function policyReason({ extra }: User, attributes: Attributes): string | undefined {
    const [principalId] = extra?.[PRINCIPAL_ID] ?? [];
    const entry = principalId ? access.findEntry(principalId) : undefined;
    return entry && allowedByPolicy(entry, attributes);
  }

  function decideByRbac(user: User, attributes: Attributes): AccessDecision {
    const grants = findGrants(user, 'path' in attributes ? '' : attributes.namespace);
    const grant = grants.find(({ compiled }) => compiled.some((covers) => covers(attributes)));
    if (grant) return { allowed: true, reason: `RBAC: allowed by ${grant.description}` };
    const problems = problemsOf(grants);
    const listed = problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
    return { allowed: false, reason: listed ? `RBAC: ${listed}` : '' };
  }

  return {
    decide(user, attributes) {
      if (user.groups.includes(MASTERS)) return { allowed: true, reason: '' };
      const reason = policyReason(user, attributes);
      if (reason) return { allowed: true, reason };
      const node = nodeOf(user);
      const refusal = node === undefined ? '' : whyNotForNode(storage, node, attributes);
      if (refusal === undefined) return { allowed: true, reason: '' };
      const byRbac = decideByRbac(user, attributes);
      // Each authorizer's words are a line. apiserver pkg/authorization/union
      return byRbac.allowed ? byRbac : { allowed: false, reason: [refusal, byRbac.reason].filter(Boolean).join('\n') };
    },
    rulesOf(user, namespace) {
      const grants = findGrants(user, namespace);
      return { rules: grants.flatMap(({ rules }) => rules), problems: problemsOf(grants) };
    },
  };
}

const problemsOf = (grants: { problem?: string }[]) => [...new Set(grants.flatMap(({ problem }) => problem ?? []))];
