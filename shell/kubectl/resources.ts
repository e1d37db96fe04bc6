import { KubectlError } from './kubectl-error.ts';

/** A kind of object and where the API has it. */
export interface Resource {
  plural: string;
  kind: string;
  /** Empty for the core group. */
  group: string;
  version: string;
  namespaced: boolean;
  short: string[];
}

// The kinds that the workshop's clusters serve; name, kind, group, namespaced, short names.
const RESOURCES: Resource[] = [
  resource('pods', 'Pod', '', true, 'po'),
  resource('services', 'Service', '', true, 'svc'),
  resource('daemonsets', 'DaemonSet', 'apps', true, 'ds'),
  resource('deployments', 'Deployment', 'apps', true, 'deploy'),
  resource('replicasets', 'ReplicaSet', 'apps', true, 'rs'),
  resource('statefulsets', 'StatefulSet', 'apps', true, 'sts'),
  resource('jobs', 'Job', 'batch', true),
  resource('serviceaccounts', 'ServiceAccount', '', true, 'sa'),
  resource('configmaps', 'ConfigMap', '', true, 'cm'),
  resource('secrets', 'Secret', '', true),
  resource('events', 'Event', '', true, 'ev'),
  resource('namespaces', 'Namespace', '', false, 'ns'),
  resource('nodes', 'Node', '', false, 'no'),
  resource('roles', 'Role', 'rbac.authorization.k8s.io', true),
  resource('rolebindings', 'RoleBinding', 'rbac.authorization.k8s.io', true),
  resource('clusterroles', 'ClusterRole', 'rbac.authorization.k8s.io', false),
  resource('clusterrolebindings', 'ClusterRoleBinding', 'rbac.authorization.k8s.io', false),
  resource('tokenreviews', 'TokenReview', 'authentication.k8s.io', false),
  resource('mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', 'admissionregistration.k8s.io', false),
];

/** What `all` stands for, in kubectl's order. */
const ALL = ['pods', 'services', 'daemonsets', 'deployments', 'replicasets', 'statefulsets', 'jobs'];

function resource(plural: string, kind: string, group: string, namespaced: boolean, ...short: string[]): Resource {
  return { plural, kind, group, version: 'v1', namespaced, short };
}

/** Finds `po`, `pod`, `pods`, `deployment.apps`, `Deployment`. Throws kubectl's error. */
export function resourceNamed(name: string): Resource {
  const [word = '', group] = name.toLowerCase().split(/\.(.*)/s);
  const found = RESOURCES.find(
    ({ plural, kind, short, group: own }) =>
      (word === plural || word === kind.toLowerCase() || short.includes(word)) &&
      (!group || group.replace(/^v1\./, '') === own),
  );
  if (!found) throw new KubectlError(`error: the server doesn't have a resource type "${name}"`);
  return found;
}

/** `pods,svc` or `all`. */
export function resourcesNamed(names: string): Resource[] {
  return names.split(',').flatMap((name) => (name === 'all' ? ALL.map(resourceNamed) : [resourceNamed(name)]));
}

/** Of an object in a file. */
export function resourceOf({ apiVersion, kind }: { apiVersion: string; kind: string }): Resource {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const found = RESOURCES.find((one) => one.kind === kind && one.group === group);
  if (found) return found;
  throw new KubectlError(
    `error: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
  );
}

/** Path of a collection, or of one object; without a namespace all namespaces. */
export function pathOf({ group, version, namespaced, plural }: Resource, namespace?: string, name?: string): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  const within = namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${within}/${plural}${name ? `/${encodeURIComponent(name)}` : ''}`;
}

/** `pod/x`, `deployment.apps/x`. */
export function shownName({ kind, group }: Resource, name: string): string {
  return `${typeName({ kind, group })}/${name}`;
}

/** `pod`, `deployment.apps`. */
export function typeName({ kind, group }: Pick<Resource, 'kind' | 'group'>): string {
  return kind.toLowerCase() + (group ? `.${group}` : '');
}
