import type { ClusterRole, ClusterRoleBinding, PolicyRule } from 'kubernetes-types/rbac/v1';
import type { KubeObject, Storage } from '../storage.ts';
import { ADMIN_RULES, ALL_RULES, EDIT_ROLE_ONLY_RULES, EDIT_RULES, rule, VIEW_RULES } from './user-facing-rules.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';
const AGGREGATE = `${RBAC_GROUP}/aggregate-to`;

const HEALTH = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'];

/** The roles that clients and people meet; those of the control plane's own components are left out. */
const ROLES: ClusterRole[] = [
  role('cluster-admin', ALL_RULES),
  aggregated('admin'),
  aggregated('edit', 'admin'),
  aggregated('view', 'edit'),
  role('system:aggregate-to-admin', ADMIN_RULES, 'admin'),
  role('system:aggregate-to-edit', [...EDIT_RULES, ...EDIT_ROLE_ONLY_RULES], 'edit'),
  role('system:aggregate-to-view', VIEW_RULES, 'view'),
  role('system:auth-delegator', [
    rule('authentication.k8s.io', ['create'], ['tokenreviews']),
    rule('authorization.k8s.io', ['create'], ['subjectaccessreviews']),
  ]),
  role('system:basic-user', [
    rule('authorization.k8s.io', ['create'], ['selfsubjectaccessreviews', 'selfsubjectrulesreviews']),
    rule('authentication.k8s.io', ['create'], ['selfsubjectreviews']),
  ]),
  role('system:discovery', [{ nonResourceURLs: [...DISCOVERY, ...HEALTH], verbs: ['get'] }]),
  role('system:public-info-viewer', [{ nonResourceURLs: HEALTH, verbs: ['get'] }]),
];

const BINDINGS: ClusterRoleBinding[] = [
  binding('cluster-admin', 'system:masters'),
  binding('system:basic-user', 'system:authenticated'),
  binding('system:discovery', 'system:authenticated'),
  binding('system:public-info-viewer', 'system:authenticated', 'system:unauthenticated'),
];

/** Makes the roles and bindings that every cluster has, as far as they are missing. kubernetes bootstrappolicy/policy.go */
export function ensureBootstrapRoles(storage: Storage): void {
  for (const object of ROLES) ensure(storage, `clusterroles.${RBAC_GROUP}`, object);
  for (const object of BINDINGS) ensure(storage, `clusterrolebindings.${RBAC_GROUP}`, object);
}

function ensure(storage: Storage, resource: string, object: ClusterRole | ClusterRoleBinding): void {
  const { name = '' } = object.metadata ?? {};
  if (!storage.get(resource, undefined, name)) storage.create(resource, object as unknown as KubeObject);
}

function role(name: string, rules: PolicyRule[], addsTo?: string): ClusterRole {
  return { ...head('ClusterRole', name, addsTo), rules };
}

/** Its rules are those of all roles with the label; the controller fills them in. */
function aggregated(name: string, addsTo?: string): ClusterRole {
  const clusterRoleSelectors = [{ matchLabels: { [`${AGGREGATE}-${name}`]: 'true' } }];
  return { ...head('ClusterRole', name, addsTo), aggregationRule: { clusterRoleSelectors }, rules: [] };
}

function binding(roleName: string, ...groups: string[]): ClusterRoleBinding {
  return {
    ...head('ClusterRoleBinding', roleName),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: roleName },
    subjects: groups.map((name) => ({ apiGroup: RBAC_GROUP, kind: 'Group', name })),
  };
}

function head<Kind extends string>(kind: Kind, name: string, addsTo?: string) {
  const labels = {
    'kubernetes.io/bootstrapping': 'rbac-defaults',
    ...(addsTo && { [`${AGGREGATE}-${addsTo}`]: 'true' }),
  };
  const annotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' };
  return { apiVersion: `${RBAC_GROUP}/v1` as const, kind, metadata: { name, labels, annotations } };
}
