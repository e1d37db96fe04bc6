import type { Container } from 'kubernetes-types/core/v1';
import { type ContainerWorker, createContainerWorker } from './container-worker.ts';
import { keepVolumesFresh, setUpVolumes } from './keep-volumes.ts';
import type { Node } from './node.ts';
import { isSidecar, namespaceOf, type Pod } from './pod.ts';
import { openPod, type PodContext, reportPod, reportSoon } from './pod-context.ts';

/** Runs one pod, from its first volume to its removal. */
export interface PodWorker {
  run(): Promise<void>;
  /** By name, init containers too; the first of the main ones if no name is given. */
  find(container: string | undefined): ContainerWorker | undefined;
  workers(): ContainerWorker[];
  pod(): Pod;
  /** The pod has changed: it may have new ephemeral containers. */
  update(): void;
  /** A ConfigMap or Secret has changed. */
  refresh(): void;
  /** Ends the containers; with `remove` the pod leaves storage then. */
  stop(graceMs: number, remove: boolean): Promise<void>;
}

export function createPodWorker(node: Node, first: Pod): PodWorker {
  const context = openPod(node, first);
  const { initContainers = [], containers, restartPolicy = 'Always' } = first.spec;
  const worker = (container: Container, policy: string) => openWorker(context, first, container, policy);
  context.init = initContainers.map((one) => worker(one, isSidecar(one) ? 'Always' : initPolicy(restartPolicy)));
  context.main = containers.map((one) => worker(one, restartPolicy));
  const all = () => [...context.init, ...context.main, ...context.debuggers];
  let ending: Promise<void> | undefined;
  return {
    pod: context.pod,
    workers: all,
    find: (container) => (container ? all().find((one) => one.container.name === container) : context.main[0]),
    run: () => runPod(context),
    update: () => runDebuggers(context),
    refresh() {
      context.changedFiles = true;
      context.pause.wake();
      for (const one of all()) one.wake();
    },
    stop(graceMs, remove) {
      // A second deletion that has less patience is not heard: the first one's grace ends it.
      ending ??= endPod(context, graceMs, remove);
      return ending;
    },
  };
}

function openWorker(context: PodContext, first: Pod, container: Container, policy: string): ContainerWorker {
  const { node, pod, addresses, volumes } = context;
  return createContainerWorker({
    node,
    pod,
    container,
    addresses,
    restartPolicy: policy,
    waitsFor: first.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating',
    restartCount: restartsBefore(first, container.name),
    mounts: () => volumes.mountsOf(container),
    changed: () => reportSoon(context),
  });
}

async function runPod(context: PodContext): Promise<void> {
  reportPod(context);
  const cancelDeadline = watchDeadline(context);
  await setUpVolumes(context);
  if (context.pause.ended) return;
  void keepVolumesFresh(context);
  if (!(await initialize(context)) || context.pause.ended) return;
  runDebuggers(context);
  await Promise.all(context.main.map((one) => one.run()));
  cancelDeadline();
  await Promise.all(context.debuggers.map((one) => one.stop(graceOf(context))));
  await stopSidecars(context, graceOf(context));
}

/** Ephemeral containers run once, beside the others; nothing waits for them. kubernetes pkg/kubelet computePodActions */
function runDebuggers(context: PodContext): void {
  const { debuggers, pod, pause, node } = context;
  if (!context.initialized || pause.ended) return;
  const known = new Set(debuggers.map(({ container }) => container.name));
  for (const container of pod().spec.ephemeralContainers ?? []) {
    if (known.has(container.name)) continue;
    const worker = openWorker(context, pod(), container, 'Never');
    debuggers.push(worker);
    void worker.run().catch(node.reportError ?? console.error);
  }
}

/** Init containers one after the other, sidecars until they have started; false if one has failed for good. */
async function initialize(context: PodContext): Promise<boolean> {
  for (const one of context.init) {
    const run = one.run();
    if (isSidecar(one.container)) await one.started();
    else if ((await run) !== 0) return false;
  }
  context.initialized = true;
  reportPod(context);
  return true;
}

/** The last one first. kubernetes.io, "Sidecar Containers" */
async function stopSidecars({ init }: PodContext, graceMs: number): Promise<void> {
  for (const one of init.filter(({ container }) => isSidecar(container)).reverse()) await one.stop(graceMs);
}

const graceOf = ({ pod }: PodContext) => (pod().spec.terminationGracePeriodSeconds ?? 30) * 1000;

const TOO_LATE = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
};

/** Ends the pod when its deadline is over. kubernetes pkg/kubelet/active_deadline.go */
function watchDeadline(context: PodContext): () => void {
  const { node, pod, startTime, pause, init, main } = context;
  const { activeDeadlineSeconds } = pod().spec;
  if (activeDeadlineSeconds === undefined) return () => {};
  const overAt = Date.parse(startTime) + activeDeadlineSeconds * 1000;
  return node.clock.after(Math.max(0, overAt - node.clock.now()), () => {
    context.failure = TOO_LATE;
    node.events(pod(), { type: 'Normal', ...TOO_LATE });
    pause.end();
    reportPod(context);
    void Promise.all([...main, ...init].map((one) => one.stop(graceOf(context))));
  });
}

async function endPod(context: PodContext, graceMs: number, remove: boolean): Promise<void> {
  const { node, pod, pause, init, main, debuggers } = context;
  const { uid, name } = pod().metadata;
  // Pods that end with the local cloud stay Running in storage, and so run again.
  context.silent = !remove;
  pause.end();
  const others = [...main, ...debuggers, ...init.filter(({ container }) => !isSidecar(container))];
  await Promise.all(others.map((one) => one.stop(graceMs)));
  await stopSidecars(context, graceMs);
  if (!remove) return;
  context.silent = true;
  if (context.isStored() && !pod().metadata.finalizers?.length) node.storage.remove('pods', namespaceOf(pod()), name);
  await node.runtime.forgetPod?.(uid);
}

/** Init containers end; unless the pod is never to be restarted, they are tried again when they fail. */
const initPolicy = (restartPolicy: string) => (restartPolicy === 'Never' ? 'Never' : 'OnFailure');

/** Containers that ran when the local cloud ended come back as restarted ones. */
function restartsBefore({ status }: Pod, name: string): number {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const before = statuses.find((one) => one.name === name);
  return before ? before.restartCount + (before.state?.running ? 1 : 0) : 0;
}
