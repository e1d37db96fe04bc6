import { badRequest, notFound, type StatusError } from '../status-error.ts';
import type { Storage } from '../storage.ts';
import type { ContainerTarget } from './kubelet.ts';
import type { Pod } from './pod.ts';

const findPod = (storage: Storage, podUid: string) =>
  (storage.list('pods') as Pod[]).find(({ metadata }) => metadata.uid === podUid);

/** Why no kubelet has this pod. kubernetes pkg/registry/core/pod/strategy.go: LogLocation, streamLocation */
export function absentPod(storage: Storage, podUid: string): StatusError {
  const pod = findPod(storage, podUid);
  if (!pod?.spec.nodeName)
    return pod ? badRequest(`pod ${pod.metadata.name} does not have a host assigned`) : notFound('pods', podUid);
  return notFound('pods', pod.metadata.name);
}

/** What the log of a container says that ended before the local cloud was started; undefined if it never ran. */
export function lostLog(storage: Storage, { podUid, container: name }: ContainerTarget): string | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = findPod(storage, podUid)?.status ?? {};
  const [first] = containerStatuses;
  const status = name ? [...containerStatuses, ...initContainerStatuses].find((one) => one.name === name) : first;
  // kubernetes pkg/kubelet/kuberuntime: what it says of a container whose log is gone
  return status?.containerID && `unable to retrieve container logs for ${status.containerID}`;
}
