import { timestamp } from '../timestamp.ts';
import type { ContainerWorker } from './container-worker.ts';
import type { Node } from './node.ts';
import { createPause, type Pause } from './pause.ts';
import { namespaceOf, type Pod } from './pod.ts';
import type { PodAddresses } from './pod-field.ts';
import { type PodFailure, podStatus } from './pod-status.ts';
import { openPodVolumes, type PodVolumes } from './pod-volumes.ts';

/** One pod as its worker's functions share it. */
export interface PodContext {
  node: Node;
  /** The pod as storage has it, or had it last. */
  pod(): Pod;
  isStored(): boolean;
  addresses: PodAddresses;
  startTime: string;
  volumes: PodVolumes;
  /** Ended when the pod is to stop. */
  pause: Pause;
  init: ContainerWorker[];
  main: ContainerWorker[];
  /** Ephemeral containers, which join the pod while it runs. */
  debuggers: ContainerWorker[];
  initialized: boolean;
  /** Why the node has ended it, whatever its containers say. */
  failure?: PodFailure;
  reportIsDue: boolean;
  /** True when its status is no longer to be written. */
  silent: boolean;
  /** A ConfigMap or Secret has changed since the volumes were read. */
  changedFiles: boolean;
}

export function openPod(node: Node, first: Pod): PodContext {
  const { storage, clock } = node;
  let known = first;
  const find = () => {
    const found = storage.get('pods', namespaceOf(first), first.metadata.name) as Pod | undefined;
    // Another pod may have taken the name.
    return found?.metadata.uid === first.metadata.uid ? found : undefined;
  };
  const pod = () => {
    known = find() ?? known;
    return known;
  };
  const podIp = first.spec.hostNetwork ? node.ip : node.addressBook.take(first.metadata.uid, first.status?.podIP);
  const addresses = { podIp, hostIp: node.ip, nodeName: node.name };
  return {
    node,
    pod,
    isStored: () => find() !== undefined,
    addresses,
    startTime: first.status?.startTime ?? timestamp(clock.now()),
    volumes: openPodVolumes(node, pod, addresses),
    pause: createPause(clock),
    init: [],
    main: [],
    debuggers: [],
    initialized: false,
    reportIsDue: false,
    silent: false,
    changedFiles: false,
  };
}

/** Reports what changes at one instant once: a container runs, has started and is ready. */
export function reportSoon(context: PodContext): void {
  if (context.reportIsDue) return;
  context.reportIsDue = true;
  queueMicrotask(() => {
    context.reportIsDue = false;
    const { reportError = console.error } = context.node;
    try {
      reportPod(context);
    } catch (error) {
      reportError(error);
    }
  });
}

/** Writes the pod's status, as its containers are now. */
export function reportPod(context: PodContext): void {
  const { node, pod, main, init, debuggers, initialized, startTime, addresses } = context;
  if (context.silent || !context.isStored()) return;
  const status = podStatus(pod(), {
    containers: main.map((one) => one.status()),
    initContainers: init.map((one) => one.status()),
    debuggers: debuggers.map((one) => one.status()),
    initialized,
    failure: context.failure,
    startTime,
    addresses,
    now: timestamp(node.clock.now()),
  });
  node.storage.update('pods', { ...pod(), status });
}
