import type { Clock, Ids } from '../runtime-services.ts';
import type { State, Table } from '../state/state.ts';
import { alreadyExists, conflict, notFound } from './status-error.ts';
import { timestamp } from './timestamp.ts';

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** Storage assigns uid, resourceVersion and creationTimestamp; an object not yet created has them empty. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  generateName?: string;
  managedFields?: unknown[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface StorageEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: string;
  object: KubeObject;
  resourceVersion: number;
}

/** The cluster's objects. `resource` is the plural with its group: `pods`, `deployments.apps`. */
export interface Storage {
  get(resource: string, namespace: string | undefined, name: string): KubeObject | undefined;
  /** All namespaces if none is given. Ordered by namespace and name, as etcd's keys are. */
  list(resource: string, namespace?: string): KubeObject[];
  /** Assigns uid (unless there is one), resourceVersion, creationTimestamp. Throws AlreadyExists. */
  create(resource: string, object: KubeObject): KubeObject;
  /**
   * Replaces the object and gives it a new resourceVersion; one that changes nothing is not written. An empty
   * resourceVersion overwrites unconditionally. Throws Conflict on a stale one, NotFound.
   */
  update(resource: string, object: KubeObject): KubeObject;
  /** Removes at once, whatever finalizers say. Undefined if there was nothing. */
  remove(resource: string, namespace: string | undefined, name: string): KubeObject | undefined;
  resourceVersion(): string;
  /** Calls the listener after every write; returns a function that ends it. */
  watch(listener: (event: StorageEvent) => void): () => void;
}

/** Why an update is refused that has not seen the last one. */
export const STALE = 'the object has been modified; please apply your changes to the latest version and try again';

/** Opens a cluster's objects: tables `k8s/<cluster>/<resource>`, with one resourceVersion for all of them. */
export function createStorage(options: { state: State; cluster: string; clock: Clock; ids: Ids }): Storage {
  const { clock, ids } = options;
  const { rows, revision, commit, watch } = openJournal(options);
  const inOrder = orderedRows(rows);
  return {
    get: (resource, namespace, name) => rows(resource).get(keyOf({ namespace, name })),
    list: (resource, namespace) => inOrder(resource, namespace),
    create(resource, object) {
      if (rows(resource).has(keyOf(object.metadata))) throw alreadyExists(resource, object.metadata.name);
      const uid = object.metadata.uid || ids.uuid();
      const assigned = { uid, creationTimestamp: timestamp(clock.now()), ...firstGeneration(resource) };
      return commit('ADDED', resource, { ...object, metadata: { ...object.metadata, ...assigned } });
    },
    update(resource, object) {
      const { name, resourceVersion } = object.metadata;
      const before = rows(resource).get(keyOf(object.metadata));
      if (!before) throw notFound(resource, name);
      if (resourceVersion && resourceVersion !== before.metadata.resourceVersion) throw conflict(resource, name, STALE);
      const after = keepIdentity(before, object);
      return JSON.stringify(after) === JSON.stringify(before) ? before : commit('MODIFIED', resource, after);
    },
    remove(resource, namespace, name) {
      const object = rows(resource).get(keyOf({ namespace, name }));
      return object && commit('DELETED', resource, object);
    },
    resourceVersion: () => String(revision()),
    watch,
  };
}

/** The rows, and the one way of changing them: a new resourceVersion, the write, then the listeners. */
function openJournal({ state, cluster }: { state: State; cluster: string }) {
  const revisions = state.table<number>(`k8s/${cluster}`);
  const rows = (resource: string) => state.table<KubeObject>(`k8s/${cluster}/${resource}`);
  const revision = () => revisions.get('resourceVersion') ?? 0;
  const listeners = new Set<(event: StorageEvent) => void>();

  function commit(type: StorageEvent['type'], resource: string, changed: KubeObject): KubeObject {
    const next = revision() + 1;
    const object = { ...changed, metadata: { ...changed.metadata, resourceVersion: String(next) } };
    state.transaction(() => {
      revisions.put('resourceVersion', next);
      if (type === 'DELETED') rows(resource).delete(keyOf(object.metadata));
      else rows(resource).put(keyOf(object.metadata), object);
    });
    for (const listener of [...listeners]) listener({ type, resource, object, resourceVersion: next });
    return object;
  }

  function watch(listener: (event: StorageEvent) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return { rows, revision, commit, watch };
}

const keyOf = (meta: { namespace?: string | undefined; name: string }) =>
  meta.namespace ? `${meta.namespace}/${meta.name}` : meta.name;

/** Rows by key. The order is kept from call to call, for as long as the keys are the same. */
function orderedRows(rows: (resource: string) => Table<KubeObject>) {
  const orders = new Map<string, string[]>();
  const keysOf = (resource: string) => {
    const known = orders.get(resource);
    const table = rows(resource);
    if (known?.length === table.size && known.every((key) => table.has(key))) return known;
    const keys = [...table.keys()].sort();
    orders.set(resource, keys);
    return keys;
  };
  return (resource: string, namespace: string | undefined): KubeObject[] => {
    const table = rows(resource);
    const objects = keysOf(resource).flatMap((key) => table.get(key) ?? []);
    return namespace ? objects.filter(({ metadata }) => metadata.namespace === namespace) : objects;
  };
}

/** Workloads count changes of their spec, for their controllers' observedGeneration. */
const firstGeneration = (resource: string) => (/\.(apps|batch)$/.test(resource) ? { generation: 1 } : {});

/** What no client may change, in the key order of `before`, so that an unchanged object compares equal. */
function keepIdentity(before: KubeObject, object: KubeObject): KubeObject {
  const { uid, creationTimestamp, resourceVersion, generation } = before.metadata;
  const sameSpec = JSON.stringify(before.spec) === JSON.stringify(object.spec);
  // So does the mark of deletion. apiserver pkg/registry/rest/delete.go BeforeDelete
  const isMarked = !before.metadata.deletionTimestamp && Boolean(object.metadata.deletionTimestamp);
  const counted = generation === undefined ? {} : { generation: generation + (sameSpec && !isMarked ? 0 : 1) };
  return { ...object, metadata: { ...object.metadata, uid, creationTimestamp, resourceVersion, ...counted } };
}
