import type { HttpRequest, HttpResponse } from '../../http.ts';
import { type RunningContainer, StartError } from '../container-runtime.ts';
import { badRequest, StatusError } from '../status-error.ts';
import type { StorageEvent } from '../storage.ts';
import { absentPod, lostLog } from './absent-pod.ts';
import { attachable } from './attachment.ts';
import type { ContainerWorker } from './container-worker.ts';
import { dial } from './dial.ts';
import type { ContainerTarget, Kubelet, KubeletOptions } from './kubelet.ts';
import { nodeFinder } from './node.ts';
import { keepLeases } from './node-lease.ts';
import type { Pod } from './pod.ts';
import { createPodAddressBook } from './pod-addresses.ts';
import type { PodWorker } from './pod-worker.ts';
import { createPodWorkers } from './pod-workers.ts';

/** When the local cloud ends, pods get this long to say goodbye. */
const SHUTDOWN_GRACE_MS = 2000;

/** The kubelets of a cluster's nodes. Nothing runs before `start`. */
export function createKubelet(given: KubeletOptions): Kubelet {
  const { runtime, attach } = attachable(given.runtime);
  const options = { ...given, runtime };
  const { storage } = options;
  const addressBook = createPodAddressBook(options.cluster);
  const workers = createPodWorkers({ ...options, addressBook, findNode: nodeFinder(options, addressBook) });
  const find: FindPod = (podUid) => {
    const worker = workers.find(podUid);
    if (!worker) throw absentPod(storage, podUid);
    return worker;
  };
  let unwatch = () => {};
  let endLeases = () => {};
  const onEvent = ({ type, resource, object }: StorageEvent) => {
    if (resource === 'pods') workers.onPod(type, object as Pod);
    else if (VOLUME_SOURCES.has(resource)) workers.refresh(object.metadata.namespace);
  };
  return {
    async start() {
      endLeases = keepLeases(options);
      // After the write that an event is about, not inside of it: its transaction may still be open.
      unwatch = storage.watch((event) => queueMicrotask(() => onEvent(event)));
      for (const pod of storage.list('pods')) workers.onPod('ADDED', pod as Pod);
    },
    async stop() {
      unwatch();
      endLeases();
      await workers.stop(SHUTDOWN_GRACE_MS);
    },
    attach: async (target, io) => attach(getRunning(find, target), io),
    dial: (podUid, port, client) => dial(find(podUid), port, client),
    logs(target, logOptions) {
      const previous = logOptions.previous ?? false;
      const lost = workers.find(target.podUid) ? undefined : lostLog(storage, target);
      if (lost) return oneText(lost);
      const { pod, container } = getContainer(find, target);
      const log = container.log(previous);
      if (!log) throw noLog(pod.pod(), container, previous);
      return log.read(logOptions);
    },
    exec: async (target, command, io) => getRunning(find, target).exec(command, io).catch(failExec),
    proxy: (podUid, port, request) => proxy(find(podUid), port, request),
  };
}

const VOLUME_SOURCES = new Set(['configmaps', 'secrets', 'serviceaccounts']);

/** Throws StatusError. */
type FindPod = (podUid: string) => PodWorker;

async function* oneText(text: string): AsyncGenerator<string> {
  yield text;
}

function getContainer(find: FindPod, { podUid, container: name }: ContainerTarget) {
  const pod = find(podUid);
  const container = pod.find(name);
  if (!container) throw badRequest(`container ${name} is not valid for pod ${pod.pod().metadata.name}`);
  return { pod, container };
}

function getRunning(find: FindPod, target: ContainerTarget): RunningContainer {
  const { container } = getContainer(find, target);
  const running = container.running();
  if (!running) throw new StatusError(500, 'InternalError', `container not found ("${container.container.name}")`);
  return running;
}

function failExec(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  const message = `Internal error occurred: error executing command in container: ${error.message}`;
  throw new StatusError(500, 'InternalError', message);
}

/** kubernetes pkg/kubelet: validateContainerLogStatus */
function noLog({ metadata }: Pod, worker: ContainerWorker, previous: boolean): StatusError {
  const container = `container "${worker.container.name}" in pod "${metadata.name}"`;
  if (previous) return badRequest(`previous terminated ${container} not found`);
  const reason = worker.status().state?.waiting?.reason ?? 'ContainerCreating';
  const isOnItsWay = reason === 'ContainerCreating' || reason === 'PodInitializing';
  return badRequest(`${container} is waiting to start: ${isOnItsWay ? '' : 'trying and failing to start: '}${reason}`);
}

/** Whichever container listens: they share the pod's address. */
async function proxy(worker: PodWorker, port: number, request: HttpRequest): Promise<HttpResponse> {
  for (const one of worker.workers()) {
    const response = await one
      .running()
      ?.request(port, request)
      .catch(() => undefined);
    if (response) return response;
  }
  const address = `${worker.pod().status?.podIP}:${port}`;
  const message = `error trying to reach service: dial tcp ${address}: connect: connection refused`;
  throw new StatusError(503, 'ServiceUnavailable', message);
}
