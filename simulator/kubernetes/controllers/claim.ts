import { selects } from '../api-server/selectors.ts';
import type { KubeObject, OwnerReference, Storage } from '../storage.ts';
import { keyOf } from './controller.ts';
import { keepOwners } from './keep-owners.ts';
import { controllerOf, controllerReference, isActive, type Pod } from './workloads.ts';

type Claimant = KubeObject & { spec: { selector?: unknown } };

/**
 * Takes in what a workload's selector finds and nobody controls, and lets go what it controls and its selector no longer
 * finds. kubernetes pkg/controller/controller_ref_manager.go
 */
export function claim(owner: Claimant, resource: string, storage: Storage): void {
  const isOther = ({ uid }: OwnerReference) => uid !== owner.metadata.uid;
  for (const object of storage.list(resource, owner.metadata.namespace)) {
    const controller = controllerOf(object);
    const found = selects(owner.spec.selector, object.metadata.labels ?? {});
    if (controller?.uid === owner.metadata.uid && !found) storage.update(resource, keepOwners(object, isOther));
    else if (!controller && found && isActive(object as Pod)) adopt(object, owner, resource, storage);
  }
}

function adopt(object: KubeObject, owner: Claimant, resource: string, storage: Storage): void {
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)];
  storage.update(resource, { ...object, metadata: { ...object.metadata, ownerReferences } });
}

/** Keys of the workloads that may want an object: its controller of this kind, or, of an orphan, those that select it. */
export function claimantKeys(object: KubeObject, kind: string, claimants: string, storage: Storage): string[] {
  const { namespace, labels = {} } = object.metadata;
  const controller = controllerOf(object);
  if (controller) return controller.kind === kind ? [`${namespace}/${controller.name}`] : [];
  const all = storage.list(claimants, namespace) as Claimant[];
  return all.filter(({ spec }) => selects(spec.selector, labels)).map(keyOf);
}
