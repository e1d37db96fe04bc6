import type { Storage, StorageEvent } from '../storage.ts';
import type { KubeletOptions } from './kubelet.ts';
import type { Node } from './node.ts';
import { isFinished, namespaceOf, type Pod } from './pod.ts';
import type { PodAddressBook } from './pod-addresses.ts';
import { createPodWorker, type PodWorker } from './pod-worker.ts';

/** The workers of the pods that are on a node, one each, kept in step with storage. */
export interface PodWorkers {
  find(podUid: string): PodWorker | undefined;
  /** Takes up a pod, or what has become of it. */
  onPod(type: StorageEvent['type'], pod: Pod): void;
  /** A ConfigMap, Secret or service account of the namespace has changed. */
  refresh(namespace: string | undefined): void;
  /** Ends every container; the pods stay in storage. */
  stop(graceMs: number): Promise<void>;
}

export interface PodWorkersOptions extends Pick<KubeletOptions, 'storage' | 'reportError'> {
  addressBook: PodAddressBook;
  findNode(name: string | undefined): Node | undefined;
}

export function createPodWorkers(options: PodWorkersOptions): PodWorkers {
  const { storage, addressBook, findNode, reportError = console.error } = options;
  const workers = new Map<string, PodWorker>();
  const adopt = (pod: Pod) => {
    const known = workers.get(pod.metadata.uid);
    const node = findNode(pod.spec.nodeName);
    if (known || !node) return known;
    const worker = createPodWorker(node, pod);
    workers.set(pod.metadata.uid, worker);
    return worker;
  };
  const remove = (worker: PodWorker, uid: string, graceMs: number) =>
    void worker
      .stop(graceMs, true)
      .catch(reportError)
      .finally(() => {
        workers.delete(uid);
        addressBook.giveBack(uid);
      });
  return {
    find: (podUid) => workers.get(podUid),
    onPod(type, pod) {
      const { uid, deletionTimestamp, deletionGracePeriodSeconds: grace = 30 } = pod.metadata;
      const known = workers.get(uid);
      // Removed by force: nobody waits for it any more.
      if (type === 'DELETED') return void (known && remove(known, uid, 0));
      if (!deletionTimestamp) known?.update();
      if (!deletionTimestamp && (known || isFinished(pod) || !isStored(storage, pod))) return;
      const worker = adopt(pod);
      if (worker && deletionTimestamp) remove(worker, uid, grace * 1000);
      else void worker?.run().catch(reportError);
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

/** Events come a moment after their writes: the pod may be gone already. */
const isStored = (storage: Storage, { metadata }: Pod) =>
  storage.get('pods', metadata.namespace, metadata.name)?.metadata.uid === metadata.uid;
