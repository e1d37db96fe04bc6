import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import type { AccessEntry } from '../cluster.ts';
import { type Attributes, type CompiledRule, compileRule } from './policy-rule.ts';
import { ADMIN_RULES, ALL_RULES, EDIT_RULES, rule, VIEW_RULES } from './user-facing-rules.ts';

const READ = ['get', 'list', 'watch'];

/** User guide, "Review access policy permissions": those that are for people. */
const POLICIES: Record<string, PolicyRule[]> = {
  AmazonEKSClusterAdminPolicy: ALL_RULES,
  AmazonEKSAdminPolicy: [...VIEW_RULES, ...EDIT_RULES, ...ADMIN_RULES],
  AmazonEKSAdminViewPolicy: [rule('*', READ, ['*'])],
  AmazonEKSEditPolicy: [...VIEW_RULES, ...EDIT_RULES],
  AmazonEKSViewPolicy: VIEW_RULES,
};

const COMPILED = new Map<string, CompiledRule[]>(
  Object.entries(POLICIES).map(([name, rules]) => [
    `arn:aws:eks::aws:cluster-access-policy/${name}`,
    rules.map(compileRule),
  ]),
);

/** How an access policy of the entry allows this, in EKS's words; undefined if none does. */
export function allowedByPolicy(
  { principalArn, principalId, policies }: AccessEntry,
  attributes: Attributes,
): string | undefined {
  const policy = policies.find(
    ({ policyArn, scope }) =>
      isInScope(scope, attributes) && COMPILED.get(policyArn)?.some((covers) => covers(attributes)),
  );
  if (!policy) return undefined;
  const { policyArn, scope } = policy;
  // Seen in audit logs of clusters for the cluster scope; the other one is assumed.
  const binding = scope.type === 'cluster' ? 'ClusterRoleBinding' : 'RoleBinding';
  return `EKS Access Policy: allowed by ${binding} "${principalArn}+${policyArn}" of ClusterRole "${policyArn}" to User "${principalId}"`;
}

function isInScope({ type, namespaces }: AccessEntry['policies'][number]['scope'], attributes: Attributes): boolean {
  if (type === 'cluster') return true;
  if ('path' in attributes || !attributes.namespace) return false;
  return namespaces.some((pattern) => matchesPattern(pattern, attributes.namespace));
}

/** `dev-*`. User guide, "Associate access policies with access entries": wildcards are allowed. */
function matchesPattern(pattern: string, namespace: string): boolean {
  const [first = '', ...rest] = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${[first, ...rest].join('.*')}$`).test(namespace);
}
