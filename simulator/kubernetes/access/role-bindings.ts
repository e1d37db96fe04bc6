import type { ClusterRole, PolicyRule, Role, RoleBinding, Subject } from 'kubernetes-types/rbac/v1';
import type { User } from '../api-server/api-context.ts';
import type { Storage } from '../storage.ts';
import { RBAC_GROUP } from './bootstrap-roles.ts';
import { type CompiledRule, compileRule } from './policy-rule.ts';

/** What one binding gives to one subject. */
export interface Grant {
  /** Empty: in all namespaces, and on what is in none. */
  namespace: string;
  /** `ClusterRoleBinding "x" of ClusterRole "view" to Group "y"`. kubernetes pkg/registry/rbac/validation/rule.go */
  description: string;
  rules: PolicyRule[];
  compiled: CompiledRule[];
  /** Why there are no rules: the role does not exist. */
  problem?: string;
}

/** Those of a user that count in a namespace, cluster-wide ones first. */
export type FindGrants = (user: User, namespace: string) => Grant[];

type Binding = RoleBinding & { metadata: { name: string; namespace?: string } };

/**
 * RBAC's bindings by subject. They are taken apart, and rules compiled, once after each change of a role or binding, so
 * that a request costs a few look-ups.
 */
export function createGrants(storage: Storage): FindGrants {
  let bySubject: Map<string, Grant[]> | undefined;
  storage.watch(({ resource }) => {
    if (resource.endsWith(RBAC_GROUP)) bySubject = undefined;
  });
  return (user, namespace) => {
    bySubject ??= compileBindings(storage);
    const grants = new Set<Grant>();
    for (const key of keysOf(user)) {
      for (const grant of bySubject.get(key) ?? []) {
        if (!grant.namespace || grant.namespace === namespace) grants.add(grant);
      }
    }
    return [...grants].sort((left, right) => left.namespace.length - right.namespace.length);
  };
}

const keysOf = ({ username, groups }: User) => [`User/${username}`, ...groups.map((group) => `Group/${group}`)];

function compileBindings(storage: Storage): Map<string, Grant[]> {
  const bySubject = new Map<string, Grant[]>();
  const resources = ['clusterrolebindings', 'rolebindings'].map((resource) => `${resource}.${RBAC_GROUP}`);
  const bindings = resources.flatMap((resource) => storage.list(resource)) as unknown[] as Binding[];
  for (const binding of bindings) {
    const { problem, rules } = rulesOf(storage, binding);
    const compiled = compileOnce(rules);
    for (const subject of binding.subjects ?? []) {
      const key = keyOfSubject(subject, binding);
      const description = describe(binding, subject);
      const grant = { namespace: binding.metadata.namespace ?? '', description, rules, compiled, problem };
      const others = bySubject.get(key);
      if (others) others.push(grant);
      else bySubject.set(key, [grant]);
    }
  }
  return bySubject;
}

// Stored objects never change in place: many bindings of a role share its rules.
const compiledRules = new WeakMap<PolicyRule[], CompiledRule[]>();

function compileOnce(rules: PolicyRule[]): CompiledRule[] {
  const known = compiledRules.get(rules) ?? rules.map(compileRule);
  compiledRules.set(rules, known);
  return known;
}

function rulesOf(storage: Storage, { roleRef, metadata }: Binding): { rules: PolicyRule[]; problem?: string } {
  const role = findRole(storage, roleRef, metadata.namespace);
  if (role) return { rules: role.rules ?? [] };
  return { rules: [], problem: `${roleRef.kind.toLowerCase()}.${RBAC_GROUP} "${roleRef.name}" not found` };
}

/** The role that a binding names. */
export function findRole(
  storage: Storage,
  { kind, name }: Pick<RoleBinding['roleRef'], 'kind' | 'name'>,
  namespace: string | undefined,
): Role | ClusterRole | undefined {
  const found =
    kind === 'ClusterRole'
      ? storage.get(`clusterroles.${RBAC_GROUP}`, undefined, name)
      : storage.get(`roles.${RBAC_GROUP}`, namespace, name);
  return found as Role | ClusterRole | undefined;
}

/** A service account is a user of a certain name. */
function keyOfSubject({ kind, name, namespace }: Subject, { metadata }: Binding): string {
  if (kind !== 'ServiceAccount') return `${kind}/${name}`;
  return `User/system:serviceaccount:${namespace || metadata.namespace}:${name}`;
}

function describe({ kind, metadata, roleRef }: Binding, { kind: subjectKind, name, namespace }: Subject): string {
  const bindingName = metadata.namespace ? `${metadata.name}/${metadata.namespace}` : metadata.name;
  const subject = subjectKind === 'ServiceAccount' ? `${name}/${namespace || metadata.namespace}` : name;
  return `${kind} "${bindingName}" of ${roleRef.kind} "${roleRef.name}" to ${subjectKind} "${subject}"`;
}
