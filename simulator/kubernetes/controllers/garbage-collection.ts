import { apiVersionOf, KINDS, resourceName } from '../api-server/kinds.ts';
import type { KubeObject, OwnerReference, Storage } from '../storage.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { deleteObject, removeFinalizer } from './delete-object.ts';
import { keepOwners } from './keep-owners.ts';

const STORED = KINDS.filter((kind) => kind.verbs.includes('list')).map(resourceName);

interface Stored {
  resource: string;
  object: KubeObject;
}

/**
 * Deletes what has lost its last owner (background cascade), and serves the finalizers `foregroundDeletion` and `orphan`
 * of those who want it otherwise. Keys are the owners' UIDs. kubernetes pkg/controller/garbagecollector
 */
export function garbageCollector({ storage, clock }: ControllerContext): Controller {
  return {
    keysFor({ type, object }) {
      // Its owner may be waiting for it to go, or may be gone before it came.
      const owners = type === 'MODIFIED' ? [] : ownersOf(object);
      return type === 'DELETED' || isWaiting(object) ? [object.metadata.uid, ...owners] : owners;
    },
    allKeys: () =>
      all(storage).flatMap(({ object }) => [...(isWaiting(object) ? [object.metadata.uid] : []), ...ownersOf(object)]),
    reconcile(uid) {
      const stored = all(storage);
      const owner = stored.find(({ object }) => object.metadata.uid === uid);
      const dependents = stored.filter(({ object }) => ownersOf(object).includes(uid));
      if (owner) serveFinalizers(owner, dependents);
      else for (const dependent of dependents) releaseOrDelete(dependent);
      return undefined;
    },
  };

  function serveFinalizers({ resource, object: owner }: Stored, dependents: Stored[]): void {
    const { uid, deletionTimestamp, finalizers = [] } = owner.metadata;
    if (!deletionTimestamp) return;
    if (finalizers.includes('orphan')) {
      for (const dependent of dependents) setOwners(dependent, (reference) => reference.uid !== uid);
      removeFinalizer(storage, resource, owner, 'orphan');
    } else if (finalizers.includes('foregroundDeletion')) {
      for (const dependent of dependents) deleteObject(storage, clock, dependent.resource, dependent.object);
      if (dependents.length === 0) removeFinalizer(storage, resource, owner, 'foregroundDeletion');
    }
  }

  /** An object with another owner that lives on is kept. */
  function releaseOrDelete(dependent: Stored): void {
    const lives = (reference: OwnerReference) => ownerExists(storage, reference, dependent.object.metadata.namespace);
    if (dependent.object.metadata.ownerReferences?.some(lives)) setOwners(dependent, lives);
    else deleteObject(storage, clock, dependent.resource, dependent.object);
  }

  function setOwners({ resource, object }: Stored, keep: (reference: OwnerReference) => boolean): void {
    storage.update(resource, keepOwners(object, keep));
  }
}

const ownersOf = ({ metadata }: KubeObject) => (metadata.ownerReferences ?? []).map((owner) => owner.uid);

/** Marked, and kept by finalizers. */
const isWaiting = ({ metadata: { deletionTimestamp, finalizers = [] } }: KubeObject) =>
  deletionTimestamp !== undefined && finalizers.length > 0;

const all = (storage: Storage): Stored[] =>
  STORED.flatMap((resource) => storage.list(resource).map((object) => ({ resource, object })));

/** Owners are in the dependent's namespace, or in none. Owners of kinds that the cluster does not have are let live. */
function ownerExists(storage: Storage, owner: OwnerReference, namespace: string | undefined): boolean {
  const kind = KINDS.find((candidate) => candidate.kind === owner.kind && apiVersionOf(candidate) === owner.apiVersion);
  if (!kind) return true;
  return (
    storage.get(resourceName(kind), kind.namespaced ? namespace : undefined, owner.name)?.metadata.uid === owner.uid
  );
}
