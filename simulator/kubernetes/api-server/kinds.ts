/** One kind of object that the API server serves: drives routing, discovery, OpenAPI and printing. */
export interface Kind {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  /** The plural, as in the path. */
  resource: string;
  singular: string;
  shortNames: string[];
  namespaced: boolean;
  verbs: string[];
  categories?: string[];
  subresources?: Subresource[];
}

export interface Subresource {
  name: string;
  /** The kind that it takes and answers. */
  group: string;
  version: string;
  kind: string;
  verbs: string[];
}

const ALL = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const CORE = { group: '', version: 'v1', verbs: ALL };
const APPS = { group: 'apps', version: 'v1', verbs: ALL, namespaced: true, categories: ['all'] };
const BATCH = { ...APPS, group: 'batch' };
const RBAC = { ...CORE, group: 'rbac.authorization.k8s.io' };
const AUTHENTICATION = { group: 'authentication.k8s.io', version: 'v1', verbs: ['create'], namespaced: false };
const AUTHORIZATION = { ...AUTHENTICATION, group: 'authorization.k8s.io' };
const SCALE = subresource('scale', 'Scale', 'autoscaling');

export const KINDS: Kind[] = [
  {
    ...CORE,
    ...names('Namespace', 'namespaces', 'ns'),
    // There is no deletecollection of namespaces. kubernetes pkg/registry/core/namespace/storage
    verbs: ALL.filter((verb) => verb !== 'deletecollection'),
    namespaced: false,
    subresources: [status('Namespace'), subresource('finalize', 'Namespace', '', ['update'])],
  },
  { ...CORE, ...names('Node', 'nodes', 'no'), namespaced: false, subresources: [status('Node')] },
  {
    ...CORE,
    ...names('Pod', 'pods', 'po'),
    namespaced: true,
    categories: ['all'],
    subresources: [
      status('Pod'),
      subresource('log', 'Pod', '', ['get']),
      subresource('exec', 'PodExecOptions', '', ['create', 'get']),
      subresource('attach', 'PodAttachOptions', '', ['create', 'get']),
      subresource('portforward', 'PodPortForwardOptions', '', ['create', 'get']),
      subresource('ephemeralcontainers', 'Pod'),
      subresource('proxy', 'PodProxyOptions', '', ['create', 'delete', 'get', 'patch', 'update']),
      subresource('eviction', 'Eviction', 'policy', ['create']),
    ],
  },
  {
    ...CORE,
    ...names('ServiceAccount', 'serviceaccounts', 'sa'),
    namespaced: true,
    subresources: [subresource('token', 'TokenRequest', 'authentication.k8s.io', ['create'])],
  },
  { ...CORE, ...names('ConfigMap', 'configmaps', 'cm'), namespaced: true },
  { ...CORE, ...names('Secret', 'secrets'), namespaced: true },
  { ...CORE, ...names('Event', 'events', 'ev'), namespaced: true },
  {
    ...CORE,
    ...names('Service', 'services', 'svc'),
    namespaced: true,
    categories: ['all'],
    subresources: [
      status('Service'),
      subresource('proxy', 'ServiceProxyOptions', '', ['create', 'delete', 'get', 'patch', 'update']),
    ],
  },
  { ...CORE, ...names('Endpoints', 'endpoints', 'ep'), namespaced: true },
  { ...APPS, ...names('Deployment', 'deployments', 'deploy'), subresources: [status('Deployment', 'apps'), SCALE] },
  { ...APPS, ...names('DaemonSet', 'daemonsets', 'ds'), subresources: [status('DaemonSet', 'apps')] },
  { ...APPS, ...names('ReplicaSet', 'replicasets', 'rs'), subresources: [status('ReplicaSet', 'apps'), SCALE] },
  { ...CORE, group: 'apps', ...names('ControllerRevision', 'controllerrevisions'), namespaced: true },
  { ...BATCH, ...names('Job', 'jobs'), subresources: [status('Job', 'batch')] },
  { ...CORE, group: 'coordination.k8s.io', ...names('Lease', 'leases'), namespaced: true },
  { ...CORE, group: 'discovery.k8s.io', ...names('EndpointSlice', 'endpointslices'), namespaced: true },
  {
    ...CORE,
    group: 'admissionregistration.k8s.io',
    ...names('MutatingWebhookConfiguration', 'mutatingwebhookconfigurations'),
    namespaced: false,
    categories: ['api-extensions'],
  },
  { ...RBAC, ...names('Role', 'roles'), namespaced: true },
  { ...RBAC, ...names('RoleBinding', 'rolebindings'), namespaced: true },
  { ...RBAC, ...names('ClusterRole', 'clusterroles'), namespaced: false },
  { ...RBAC, ...names('ClusterRoleBinding', 'clusterrolebindings'), namespaced: false },
  { ...AUTHENTICATION, ...names('TokenReview', 'tokenreviews') },
  { ...AUTHENTICATION, ...names('SelfSubjectReview', 'selfsubjectreviews') },
  { ...AUTHORIZATION, ...names('SelfSubjectAccessReview', 'selfsubjectaccessreviews') },
  { ...AUTHORIZATION, ...names('SelfSubjectRulesReview', 'selfsubjectrulesreviews') },
  { ...AUTHORIZATION, ...names('SubjectAccessReview', 'subjectaccessreviews') },
  { ...AUTHORIZATION, ...names('LocalSubjectAccessReview', 'localsubjectaccessreviews'), namespaced: true },
];

/** The groups in the order of discovery; the core group first. */
export const GROUPS: string[] = [...new Set(KINDS.map((kind) => kind.group))];

export const findKind = (group: string, version: string, resource: string): Kind | undefined =>
  KINDS.find((kind) => kind.group === group && kind.version === version && kind.resource === resource);

/** The plural with its group, `deployments.apps`: storage's name, and the one in messages. */
export const resourceName = (kind: Kind): string => (kind.group ? `${kind.resource}.${kind.group}` : kind.resource);

export const apiVersionOf = (kind: { group: string; version: string }): string =>
  kind.group ? `${kind.group}/${kind.version}` : kind.version;

function names(kind: string, resource: string, ...shortNames: string[]) {
  return { kind, resource, singular: kind.toLowerCase(), shortNames };
}

function status(kind: string, group = ''): Subresource {
  return subresource('status', kind, group);
}

function subresource(name: string, kind: string, group = '', verbs = ['get', 'patch', 'update']): Subresource {
  return { name, kind, group, version: 'v1', verbs };
}
