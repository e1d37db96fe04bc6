import type { KubeObject, OwnerReference } from '../storage.ts';

/** The object with some of its owners; without the field if none is left. */
export function keepOwners(
  { metadata, ...rest }: KubeObject,
  keep: (reference: OwnerReference) => boolean,
): KubeObject {
  const { ownerReferences = [], ...kept } = metadata;
  const left = ownerReferences.filter(keep);
  return { ...rest, metadata: left.length > 0 ? { ...kept, ownerReferences: left } : kept } as KubeObject;
}
