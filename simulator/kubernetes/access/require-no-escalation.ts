import type { ClusterRole, PolicyRule, Role, RoleBinding } from 'kubernetes-types/rbac/v1';
import type { User } from '../api-server/api-context.ts';
import { quotedList } from '../quoted-list.ts';
import { forbidden, notFound } from '../status-error.ts';
import type { KubeObject, Storage } from '../storage.ts';
import { type Authorizer, MASTERS } from './authorizer.ts';
import { RBAC_GROUP } from './bootstrap-roles.ts';
import { missingRules, ruleText } from './missing-rules.ts';
import { findRole } from './role-bindings.ts';
import { ALL_RULES } from './user-facing-rules.ts';

interface Write {
  user: User;
  /** The plural of the kind, without its group. */
  resource: string;
  object: KubeObject;
  before?: KubeObject;
}

/**
 * Nobody gives away what they do not have: a role's rules, or those of the role that a binding names, must be the
 * user's own, unless the user may `escalate` or `bind`. Throws Forbidden. kubernetes pkg/registry/rbac/{clusterrole,
 * clusterrolebinding}/policybased. What EKS's access policies allow does not count, except for these two verbs.
 */
export function requireNoEscalation(context: { storage: Storage; authorizer: Authorizer }, write: Write): void {
  if (write.user.groups.includes(MASTERS) || isUnchanged(write)) return;
  if (write.resource.endsWith('bindings')) requireBindable(context.storage, context.authorizer, write);
  else requireGrantable(context.authorizer, write);
}

function isUnchanged({ object, before }: Write): boolean {
  const givenAway = ({ rules, aggregationRule, roleRef, subjects }: KubeObject) =>
    JSON.stringify([rules, aggregationRule, roleRef, subjects]);
  return before !== undefined && givenAway(before) === givenAway(object);
}

function requireGrantable(authorizer: Authorizer, write: Write): void {
  const { rules, aggregationRule } = write.object as Partial<ClusterRole>;
  if (mayDo(authorizer, write, 'escalate', write.resource, write.object.metadata.name)) return;
  if (aggregationRule && missing(authorizer, write, ALL_RULES).length > 0) {
    throw refused(write, 'must have cluster-admin privileges to use an aggregationRule');
  }
  requireHeld(authorizer, write, rules ?? []);
}

function requireBindable(storage: Storage, authorizer: Authorizer, write: Write): void {
  const { roleRef } = write.object as unknown as RoleBinding;
  const { namespace } = write.object.metadata;
  const roles = `${roleRef.kind.toLowerCase()}s`;
  if (mayDo(authorizer, write, 'bind', roles, roleRef.name)) return;
  const role: Role | ClusterRole | undefined = findRole(storage, roleRef, namespace);
  if (!role) throw notFound(`${roles}.${RBAC_GROUP}`, roleRef.name);
  requireHeld(authorizer, write, role.rules ?? []);
}

function mayDo(authorizer: Authorizer, { user, object }: Write, verb: string, resource: string, name: string): boolean {
  const { namespace = '' } = object.metadata;
  return authorizer.decide(user, { verb, group: RBAC_GROUP, resource, subresource: '', namespace, name }).allowed;
}

function missing(authorizer: Authorizer, { user, object }: Write, wanted: PolicyRule[]): PolicyRule[] {
  return missingRules(authorizer.rulesOf(user, object.metadata.namespace ?? '').rules, wanted);
}

function requireHeld(authorizer: Authorizer, write: Write, wanted: PolicyRule[]): void {
  const lacking = missing(authorizer, write, wanted);
  if (lacking.length === 0) return;
  const { username, groups } = write.user;
  const who = `user "${username}" (groups=${quotedList(groups)})`;
  const list = lacking.map(ruleText).sort().join('\n');
  throw refused(write, `${who} is attempting to grant RBAC permissions not currently held:\n${list}`);
}

const refused = ({ resource, object }: Write, cause: string) =>
  forbidden(`${resource}.${RBAC_GROUP}`, object.metadata.name, cause);
