import type { HttpRequest } from '../../http.ts';
import { badRequest, notFound, StatusError } from '../status-error.ts';
import type { StorageEvent } from '../storage.ts';
import type { ContainerWorker } from './container-worker.ts';
import { createEventRecorder } from './event-recorder.ts';
import type { ContainerTarget, Kubelet, KubeletOptions } from './kubelet.ts';
import { type Node, registerNode, subnetOf } from './node.ts';
import { isFinished, namespaceOf, type Pod } from './pod.ts';
import { createPodWorker, type PodWorker } from './pod-worker.ts';

/** When the local cloud ends, pods get this long to say goodbye. */
const SHUTDOWN_GRACE_MS = 2000;

/** The kubelet of a cluster's one node, and its scheduler: there is one node to choose from. */
export function createKubelet(options: KubeletOptions): Kubelet {
  const { storage } = options;
  const ip = `${subnetOf(options.cluster)}.10`;
  const name = `ip-${ip.replaceAll('.', '-')}.us-west-2.compute.internal`;
  const node: Node = { ...options, name, ip, events: createEventRecorder(options, name) };
  const workers = new Map<string, PodWorker>();
  let unwatch = () => {};

  function onEvent({ type, resource, object }: StorageEvent): void {
    if (resource === 'pods') onPod(type, object as Pod);
    else if (['configmaps', 'secrets', 'serviceaccounts'].includes(resource)) refresh(object.metadata.namespace);
  }

  function onPod(type: StorageEvent['type'], pod: Pod): void {
    const { uid, deletionTimestamp, deletionGracePeriodSeconds: grace = 30 } = pod.metadata;
    const worker = workers.get(uid);
    // Removed by force: nobody waits for it any more.
    if (type === 'DELETED') void worker?.stop(0, true).finally(() => workers.delete(uid));
    else if (deletionTimestamp) void (worker ?? adopt(pod)).stop(grace * 1000, true).finally(() => workers.delete(uid));
    else if (!worker && !isFinished(pod)) void schedule(pod).run();
  }

  function adopt(pod: Pod): PodWorker {
    const worker = createPodWorker(node, pod);
    workers.set(pod.metadata.uid, worker);
    return worker;
  }

  function schedule(pod: Pod): PodWorker {
    const worker = adopt(pod);
    if (pod.spec.nodeName) return worker;
    const long = `${namespaceOf(pod)}/${pod.metadata.name}`;
    const message = `Successfully assigned ${long} to ${name}`;
    storage.update('pods', { ...worker.pod(), spec: { ...worker.pod().spec, nodeName: name } });
    node.events(pod, { type: 'Normal', reason: 'Scheduled', message }, 'default-scheduler');
    return worker;
  }

  function refresh(namespace: string | undefined): void {
    for (const worker of workers.values()) if (namespaceOf(worker.pod()) === namespace) worker.refresh();
  }

  const running = (target: ContainerTarget) => {
    const worker = getContainer(workers, target);
    const found = worker.running();
    if (found) return found;
    throw new StatusError(500, 'InternalError', `container not found ("${worker.container.name}")`);
  };

  return {
    async start() {
      registerNode(node);
      // After the write that an event is about, not inside of it: its transaction may still be open.
      unwatch = storage.watch((event) => queueMicrotask(() => onEvent(event)));
      for (const pod of storage.list('pods')) onPod('ADDED', pod as Pod);
    },
    async stop() {
      unwatch();
      await Promise.all([...workers.values()].map((worker) => worker.stop(SHUTDOWN_GRACE_MS, false)));
      workers.clear();
    },
    logs(target, logOptions) {
      const worker = getContainer(workers, target);
      const log = worker.log(logOptions.previous ?? false);
      if (log) return log.read(logOptions);
      throw noLog(workers.get(target.podUid)?.pod(), worker, logOptions.previous ?? false);
    },
    exec: async (target, command, io) => running(target).exec(command, io),
    proxy: (podUid, port, request) => proxy(workers.get(podUid), podUid, port, request),
  };
}

function getContainer(workers: Map<string, PodWorker>, { podUid, container }: ContainerTarget): ContainerWorker {
  const worker = workers.get(podUid);
  if (!worker) throw notFound('pods', podUid);
  const found = worker.find(container);
  if (found) return found;
  throw badRequest(`container ${container} is not valid for pod ${worker.pod().metadata.name}`);
}

/** kubernetes pkg/kubelet: validateContainerLogStatus */
function noLog(pod: Pod | undefined, worker: ContainerWorker, previous: boolean): StatusError {
  const container = worker.container.name;
  const name = pod?.metadata.name;
  if (previous) return badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  const reason = worker.status().state?.waiting?.reason ?? 'ContainerCreating';
  const why =
    reason === 'ContainerCreating' || reason === 'PodInitializing' ? reason : `trying and failing to start: ${reason}`;
  return badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`);
}

async function proxy(worker: PodWorker | undefined, podUid: string, port: number, request: HttpRequest) {
  if (!worker) throw notFound('pods', podUid);
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
