import type { StorageEvent } from '../storage.ts';
import type { Node } from './node.ts';
import { isFinished, namespaceOf, type Pod } from './pod.ts';
import { createPodWorker, type PodWorker } from './pod-worker.ts';

/** The workers of the node's pods, one each, kept in step with storage. */
export interface PodWorkers {
  find(podUid: string): PodWorker | undefined;
  /** Takes up a pod, or what has become of it. */
  onPod(type: StorageEvent['type'], pod: Pod): void;
  /** A ConfigMap, Secret or service account of the namespace has changed. */
  refresh(namespace: string | undefined): void;
  /** Ends every container; the pods stay in storage. */
  stop(graceMs: number): Promise<void>;
}

export function createPodWorkers(node: Node): PodWorkers {
  const { reportError = console.error } = node;
  const workers = new Map<string, PodWorker>();
  const adopt = (pod: Pod) => {
    const worker = workers.get(pod.metadata.uid) ?? createPodWorker(node, pod);
    workers.set(pod.metadata.uid, worker);
    return worker;
  };
  const remove = (worker: PodWorker, uid: string, graceMs: number) =>
    void worker
      .stop(graceMs, true)
      .catch(reportError)
      .finally(() => workers.delete(uid));
  return {
    find: (podUid) => workers.get(podUid),
    onPod(type, pod) {
      const { uid, deletionTimestamp, deletionGracePeriodSeconds: grace = 30 } = pod.metadata;
      const worker = workers.get(uid);
      if (deletionTimestamp && type !== 'DELETED') remove(adopt(pod), uid, grace * 1000);
      // Removed by force: nobody waits for it any more.
      else if (type === 'DELETED') worker && remove(worker, uid, 0);
      else if (!worker && !isFinished(pod) && isStored(node, pod)) void start(node, adopt(pod)).catch(reportError);
    },
    refresh(namespace) {
      for (const worker of workers.values()) if (namespaceOf(worker.pod()) === namespace) worker.refresh();
    },
    async stop(graceMs) {
      await Promise.all([...workers.values()].map((worker) => worker.stop(graceMs, false)));
      workers.clear();
    },
  };
}

/** The scheduler too: there is one node to choose from. */
async function start(node: Node, worker: PodWorker): Promise<void> {
  const pod = worker.pod();
  if (!pod.spec.nodeName) schedule(node, pod);
  await worker.run();
}

function schedule({ storage, events, name }: Node, pod: Pod): void {
  storage.update('pods', { ...pod, spec: { ...pod.spec, nodeName: name } });
  const message = `Successfully assigned ${namespaceOf(pod)}/${pod.metadata.name} to ${name}`;
  events(pod, { type: 'Normal', reason: 'Scheduled', message }, 'default-scheduler');
}

/** Events come a moment after their writes: the pod may be gone already. */
const isStored = ({ storage }: Node, { metadata }: Pod) =>
  storage.get('pods', metadata.namespace, metadata.name)?.metadata.uid === metadata.uid;
