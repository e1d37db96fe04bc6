import { conflict } from '../status-error.ts';
import { type KubeObject, STALE } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import type { Json } from './body.ts';
import { withDebuggers } from './ephemeral-containers.ts';
import type { Refuse } from './field-validation.ts';
import { readIncoming } from './incoming.ts';
import { invalidValue } from './invalid.ts';
import { resourceName } from './kinds.ts';
import { withManager } from './managed-fields.ts';
import { getObject } from './read.ts';
import { strategyOf } from './strategies.ts';
import { validateMetadata } from './validate-metadata.ts';
import { isDryRun, requireGrantable, requireValid, withDefaults } from './writing.ts';

/** PUT: replaces an object, or its status. Throws NotFound, Conflict, Invalid. */
export function updateObject(context: ApiContext, request: ResourceRequest, body: Json, refuse?: Refuse): KubeObject {
  const before = getObject(context, request);
  const incoming = readIncoming(request, body, refuse);
  // A patch says what it changes, not which object it has seen.
  if (request.verb === 'update') requireSameUid(request, before, incoming);
  const object = withAllowed(request, before, incoming);
  return storeUpdate(context, request, before, withManager(context, request, before, object));
}

/** What the sub-resource is about; a status needs no defaults. */
function withAllowed({ kind, subresource }: ResourceRequest, before: KubeObject, incoming: KubeObject): KubeObject {
  if (subresource === 'ephemeralcontainers') return withDefaults(kind, withDebuggers(before, incoming));
  return subresource ? incoming : withDefaults(kind, incoming);
}

// Where etcd has kinds whose folder is not their plural. kubernetes pkg/kubeapiserver/default_storage_factory_builder.go
const FOLDERS: Record<string, string> = {
  nodes: 'minions',
  services: 'services/specs',
  endpoints: 'services/endpoints',
};

/** The words are those of the storage, its key included. apiserver pkg/storage/errors.go, Preconditions.Check */
function requireSameUid(
  { kind: { resource, group } }: ResourceRequest,
  before: KubeObject,
  { metadata }: KubeObject,
): void {
  const { uid, name, namespace } = before.metadata;
  if (!metadata.uid || metadata.uid === uid) return;
  const key = ['', 'registry', FOLDERS[resource] ?? resource, ...(namespace ? [namespace] : []), name].join('/');
  const cause = `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`;
  const text = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${cause}`;
  throw conflict(group ? `${resource}.${group}` : resource, name, text);
}

/** The way of every changed object: keeps what this request may not change, validates, stores. */
export function storeUpdate(
  context: ApiContext,
  request: ResourceRequest,
  before: KubeObject,
  incoming: KubeObject,
): KubeObject {
  const { kind, subresource } = request;
  const resource = resourceName(kind);
  const { uid, name, resourceVersion } = incoming.metadata;
  if (resourceVersion && resourceVersion !== before.metadata.resourceVersion) throw conflict(resource, name, STALE);
  const identityErrors =
    uid && uid !== before.metadata.uid ? [invalidValue('metadata.uid', uid, 'field is immutable')] : [];
  const object =
    subresource === 'status' ? onlyStatus(before, incoming) : allButStatus(context, request, before, incoming);
  requireGrantable(context, request, object, before);
  const { validateUpdate, validateSubresource } = strategyOf(kind.kind);
  if (subresource) requireValid(kind, name, validateSubresource?.[subresource]?.(object, before) ?? []);
  else {
    const errors = validateUpdate?.(object, before) ?? [];
    requireValid(kind, name, [...identityErrors, ...validateMetadata(kind, object), ...errors]);
  }
  if (isDryRun(request)) return object;
  const stored = context.storage.update(resource, object);
  return isReleased(stored) ? (context.storage.remove(resource, stored.metadata.namespace, name) ?? stored) : stored;
}

/** The last finalizer of an object that is being deleted is gone; pods and namespaces wait for their controllers. */
function isReleased({ kind, metadata, spec }: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [], deletionGracePeriodSeconds = 0 } = metadata;
  const more = kind === 'Namespace' ? ((spec as { finalizers?: string[] } | undefined)?.finalizers ?? []) : [];
  return Boolean(deletionTimestamp) && finalizers.length + more.length === 0 && deletionGracePeriodSeconds === 0;
}

function onlyStatus(before: KubeObject, incoming: KubeObject): KubeObject {
  const { resourceVersion, managedFields = [] } = incoming.metadata;
  return { ...before, metadata: { ...before.metadata, resourceVersion, managedFields }, status: incoming.status };
}

function allButStatus(
  context: ApiContext,
  { kind, subresource }: ResourceRequest,
  before: KubeObject,
  incoming: KubeObject,
): KubeObject {
  const { creationTimestamp, uid, deletionTimestamp, deletionGracePeriodSeconds } = before.metadata;
  const kept = {
    creationTimestamp,
    uid,
    ...(deletionTimestamp && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
  };
  const metadata = { ...incoming.metadata, ...kept };
  const defaulted = withDefaults(kind, { ...incoming, metadata });
  const complete = strategyOf(kind.kind).allocate?.(defaulted, context, before) ?? defaulted;
  const hasStatus = kind.subresources?.some(({ name }) => name === 'status') && subresource !== 'finalize';
  return hasStatus && before.status ? { ...complete, status: before.status } : complete;
}
