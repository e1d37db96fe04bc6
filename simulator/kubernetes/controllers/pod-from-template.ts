import type { KubeObject } from '../storage.ts';
import type { Job } from './job-pods.ts';
import { controllerReference, type DaemonSet, type ReplicaSet } from './workloads.ts';

/** A pod that its owner is to have, not yet created. kubernetes controller_utils.go GetPodFromTemplate */
export function podFromTemplate(set: ReplicaSet | DaemonSet | Job): KubeObject {
  const { metadata, spec } = set.spec.template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      // The API server makes the name of it.
      generateName: `${set.metadata.name}-`,
      name: '',
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
