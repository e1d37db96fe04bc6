import type { Container } from 'kubernetes-types/core/v1';
import { timestamp } from '../timestamp.ts';
import { type ContainerWorker, createContainerWorker } from './container-worker.ts';
import { freePodIp, type Node } from './node.ts';
import { createPause } from './pause.ts';
import { isSidecar, namespaceOf, type Pod } from './pod.ts';
import { podStatus } from './pod-status.ts';
import { openPodVolumes } from './pod-volumes.ts';

/** Runs one pod, from its first volume to its removal. */
export interface PodWorker {
  run(): Promise<void>;
  /** Containers by name, init containers too. */
  find(container: string | undefined): ContainerWorker | undefined;
  workers(): ContainerWorker[];
  pod(): Pod;
  /** A ConfigMap or Secret has changed. */
  refresh(): void;
  /** Ends the containers; with `remove` the pod leaves storage then. */
  stop(graceMs: number, remove: boolean): Promise<void>;
}

const RETRY_MS = 10_000;
/** Timers stand still while a laptop sleeps, so a renewal looks at the clock this often. */
const LOOK_MS = 60_000;

export function createPodWorker(node: Node, first: Pod): PodWorker {
  const { storage, clock } = node;
  const { uid, name } = first.metadata;
  let known = first;
  const pod = () => {
    const now = storage.get('pods', namespaceOf(first), name) as Pod | undefined;
    if (now?.metadata.uid === uid) known = now;
    return known;
  };
  const isStored = () => storage.get('pods', namespaceOf(first), name)?.metadata.uid === uid;
  const addresses = { podIp: first.status?.podIP ?? freePodIp(node), hostIp: node.ip, nodeName: node.name };
  const startTime = first.status?.startTime ?? timestamp(clock.now());
  const volumes = openPodVolumes(node, pod, addresses);
  const pause = createPause(clock);
  let [initialized, silent, changedFiles] = [false, false, false];
  const { initContainers = [], containers, restartPolicy = 'Always' } = first.spec;
  const init = initContainers.map((container) =>
    worker(container, isSidecar(container) ? 'Always' : initPolicy(restartPolicy)),
  );
  const main = containers.map((container) => worker(container, restartPolicy));
  const all = [...init, ...main];

  function worker(container: Container, policy: string): ContainerWorker {
    return createContainerWorker({
      node,
      pod,
      container,
      addresses,
      restartPolicy: policy,
      waitsFor: initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating',
      restartCount: restartsBefore(first, container.name),
      mounts: () => volumes.mountsOf(container),
      changed: report,
    });
  }

  function report(): void {
    if (silent || !isStored()) return;
    const status = podStatus(pod(), {
      containers: main.map((one) => one.status()),
      initContainers: init.map((one) => one.status()),
      initialized,
      startTime,
      addresses,
      now: timestamp(clock.now()),
    });
    storage.update('pods', { ...pod(), status });
  }

  async function setUpVolumes(): Promise<void> {
    while (!pause.ended) {
      try {
        return await volumes.read();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        node.events(pod(), { type: 'Warning', reason: 'FailedMount', message });
        await pause.wait(RETRY_MS);
      }
    }
  }

  async function initialize(): Promise<boolean> {
    for (const one of init) {
      if (isSidecar(one.container)) void one.run();
      else if ((await one.run()) !== 0) return false;
    }
    initialized = true;
    report();
    return true;
  }

  async function keepFresh(): Promise<void> {
    while (!pause.ended) {
      const renewAt = volumes.renewAtMs();
      const untilDue = renewAt === undefined ? LOOK_MS : Math.max(0, renewAt - clock.now());
      await pause.wait(changedFiles ? 0 : Math.min(LOOK_MS, untilDue));
      if (pause.ended) return;
      const due = renewAt !== undefined && renewAt <= clock.now();
      if (!due && !changedFiles) continue;
      changedFiles = false;
      const targets = all.map((one) => ({ container: one.container, running: one.running() }));
      // What cannot be read now stays as it was; the kubelet tries again and says nothing to the pod.
      await volumes.refresh(targets, due).catch(() => pause.wait(RETRY_MS));
    }
  }

  async function end(graceMs: number, remove: boolean): Promise<void> {
    silent = !remove;
    pause.end();
    await Promise.all(all.map((one) => one.stop(graceMs)));
    if (!remove) return;
    silent = true;
    if (isStored() && !pod().metadata.finalizers?.length) storage.remove('pods', namespaceOf(first), name);
    await node.runtime.forgetPod?.(uid);
  }
  let ending: Promise<void> | undefined;

  return {
    pod,
    workers: () => all,
    find: (container) => (container ? all.find((one) => one.container.name === container) : main[0]),
    async run() {
      report();
      await setUpVolumes();
      if (pause.ended) return;
      void keepFresh();
      if (!(await initialize()) || pause.ended) return;
      await Promise.all(main.map((one) => one.run()));
    },
    refresh() {
      changedFiles = true;
      pause.wake();
      for (const one of all) one.wake();
    },
    stop(graceMs, remove) {
      // A second deletion may ask for less patience, which the first then cannot hear: Node's SIGKILL comes anyway.
      ending ??= end(graceMs, remove);
      return ending;
    },
  };
}

/** Init containers end; with Always they are tried again when they fail. */
const initPolicy = (restartPolicy: string) => (restartPolicy === 'Never' ? 'Never' : 'OnFailure');

/** Containers that ran when the local cloud ended come back as restarted ones. */
function restartsBefore({ status }: Pod, name: string): number {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const before = statuses.find((one) => one.name === name);
  return before ? before.restartCount + (before.state?.running ? 1 : 0) : 0;
}
