import type { Ids } from '../../runtime-services.ts';
import type { KubeObject } from '../storage.ts';
import { controllerReference, type ReplicaSet } from './workloads.ts';

// apimachinery util/rand, and storage/names: five characters after at most 58 of the base.
const NAME_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const MAX_BASE_LENGTH = 58;

/** A pod that the ReplicaSet is to have, not yet created. kubernetes controller_utils.go GetPodFromTemplate */
export function podFromTemplate(set: ReplicaSet, ids: Ids): KubeObject {
  const { metadata, spec } = set.spec.template;
  const generateName = `${set.metadata.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName,
      name: `${generateName.slice(0, MAX_BASE_LENGTH)}${ids.chars(5, NAME_ALPHABET)}`,
      namespace: set.metadata.namespace,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      ...(metadata?.labels && { labels: metadata.labels }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ownerReferences: [controllerReference(set)],
    },
    spec,
  };
}
