import type { Container, PodSpec, PodStatus } from 'kubernetes-types/core/v1';
import type { KubeObject } from '../storage.ts';

/** A pod as storage holds it. */
export interface Pod extends KubeObject {
  spec: PodSpec;
  status?: PodStatus;
}

export const namespaceOf = (pod: Pod) => pod.metadata.namespace ?? 'default';

/** `app_default(uid)`, as the kubelet's messages name a pod. kubernetes pkg/kubelet/util/format */
export const longNameOf = (pod: Pod) => `${pod.metadata.name}_${namespaceOf(pod)}(${pod.metadata.uid})`;

export const serviceAccountOf = (pod: Pod) => pod.spec.serviceAccountName ?? 'default';

export const isFinished = (pod: Pod) => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

/** An init container that runs beside the others for the pod's whole life. */
export const isSidecar = (container: Container) => container.restartPolicy === 'Always';
