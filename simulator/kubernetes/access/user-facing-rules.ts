import type { PolicyRule } from 'kubernetes-types/rbac/v1';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** What people may look at: of the cluster role `view`. kubernetes bootstrappolicy/policy.go viewRules */
export const VIEW_RULES: PolicyRule[] = [
  rule('', READ, [
    ...['configmaps', 'endpoints', 'persistentvolumeclaims', 'persistentvolumeclaims/status', 'pods'],
    ...['replicationcontrollers', 'replicationcontrollers/scale', 'serviceaccounts', 'services', 'services/status'],
  ]),
  rule('', READ, [
    ...['bindings', 'events', 'limitranges', 'namespaces/status', 'pods/log', 'pods/status'],
    ...['replicationcontrollers/status', 'resourcequotas', 'resourcequotas/status'],
  ]),
  rule('', READ, ['namespaces']),
  rule('discovery.k8s.io', READ, ['endpointslices']),
  rule('apps', READ, [
    ...['controllerrevisions', 'daemonsets', 'daemonsets/status', 'deployments', 'deployments/scale'],
    ...['deployments/status', 'replicasets', 'replicasets/scale', 'replicasets/status', 'statefulsets'],
    ...['statefulsets/scale', 'statefulsets/status'],
  ]),
  rule('autoscaling', READ, ['horizontalpodautoscalers', 'horizontalpodautoscalers/status']),
  rule('batch', READ, ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status']),
  rule('extensions', READ, [
    ...['daemonsets', 'daemonsets/status', 'deployments', 'deployments/scale', 'deployments/status', 'ingresses'],
    ...['ingresses/status', 'networkpolicies', 'replicasets', 'replicasets/scale', 'replicasets/status'],
    ...['replicationcontrollers/scale'],
  ]),
  rule('policy', READ, ['poddisruptionbudgets', 'poddisruptionbudgets/status']),
  rule('networking.k8s.io', READ, ['ingresses', 'ingresses/status', 'networkpolicies']),
];

/** What editors may do beyond that; AmazonEKSEditPolicy has the same. bootstrappolicy/policy.go editRules */
export const EDIT_RULES: PolicyRule[] = [
  rule('', READ, ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy']),
  rule('', ['impersonate'], ['serviceaccounts']),
  rule('', WRITE, ['pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy']),
  rule('', WRITE, [
    ...['configmaps', 'events', 'persistentvolumeclaims', 'replicationcontrollers', 'replicationcontrollers/scale'],
    ...['secrets', 'serviceaccounts', 'services', 'services/proxy'],
  ]),
  rule('apps', WRITE, [
    ...['daemonsets', 'deployments', 'deployments/rollback', 'deployments/scale', 'replicasets'],
    ...['replicasets/scale', 'statefulsets', 'statefulsets/scale'],
  ]),
  rule('autoscaling', WRITE, ['horizontalpodautoscalers']),
  rule('batch', WRITE, ['cronjobs', 'jobs']),
  rule('extensions', WRITE, [
    ...['daemonsets', 'deployments', 'deployments/rollback', 'deployments/scale', 'ingresses', 'networkpolicies'],
    ...['replicasets', 'replicasets/scale', 'replicationcontrollers/scale'],
  ]),
  rule('policy', WRITE, ['poddisruptionbudgets']),
  rule('networking.k8s.io', WRITE, ['ingresses', 'networkpolicies']),
];

/** What `edit` may besides, and AmazonEKSEditPolicy not. */
export const EDIT_ROLE_ONLY_RULES: PolicyRule[] = [
  rule('', ['create'], ['pods/eviction']),
  rule('', ['create'], ['serviceaccounts/token']),
  rule('coordination.k8s.io', [...WRITE, ...READ], ['leases']),
];

/** What a namespace's administrators may do beyond editors. bootstrappolicy/policy.go adminRules */
export const ADMIN_RULES: PolicyRule[] = [
  rule('authorization.k8s.io', ['create'], ['localsubjectaccessreviews']),
  rule('rbac.authorization.k8s.io', [...WRITE, ...READ], ['rolebindings', 'roles']),
];

/** Everything: of `cluster-admin` and AmazonEKSClusterAdminPolicy. */
export const ALL_RULES: PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

export function rule(group: string, verbs: string[], resources: string[]): PolicyRule {
  return { apiGroups: [group], resources, verbs };
}
