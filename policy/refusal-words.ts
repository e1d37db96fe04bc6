import type { PolicyKind } from './types.ts';

/**
 * What AWS's refusals call each kind of policy: `because no <name> allows …`, `with an explicit deny in <article> <name>`.
 * facts F.5; a trust policy is never named (STS gives no reason), so it goes by the words of a resource policy.
 */
export const refusalWords: Record<PolicyKind, { article: 'a' | 'an'; name: string }> = {
  identity: { article: 'an', name: 'identity-based policy' },
  resource: { article: 'a', name: 'resource-based policy' },
  boundary: { article: 'a', name: 'permissions boundary' },
  session: { article: 'a', name: 'session policy' },
  trust: { article: 'a', name: 'resource-based policy' },
};
