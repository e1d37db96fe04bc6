import type { Cluster } from './eks/tables.ts';
import type { KubernetesCluster } from './kubernetes/cluster.ts';
import { clusterKey } from './place.ts';
import type { State } from './state/state.ts';

export interface RunningClustersOptions {
  state: State;
  /** The cluster's Kubernetes side, its issuer's key included. */
  make(row: Cluster, key: string): Promise<KubernetesCluster>;
  /** Gives a cluster that was made after the start an address. */
  opened(cluster: KubernetesCluster): Promise<void>;
  /** Takes the address away. */
  closed(cluster: KubernetesCluster): Promise<void>;
  report(error: unknown): void;
}

/**
 * The Kubernetes sides of clusters, by `clusterKey`. They are made when someone first asks for one, so that a hundred
 * clusters that nobody looks into cost nothing.
 */
export function createRunningClusters({ state, make, opened, closed, report }: RunningClustersOptions) {
  const clusters = new Map<string, KubernetesCluster>();
  const working = new Map<string, Promise<void>>();
  let isStarted = false;

  /** One thing after the other for one key: a cluster of the same name may follow upon a deleted one. */
  function then(key: string, work: () => Promise<void>): Promise<void> {
    const done = (working.get(key) ?? Promise.resolve()).catch(() => {}).then(work);
    working.set(key, done);
    const forget = () => void (working.get(key) === done && working.delete(key));
    done.then(forget, forget);
    return done;
  }

  async function begin(row: Cluster, key: string): Promise<void> {
    if (clusters.has(key)) return;
    const cluster = await make(row, key);
    if (isStarted) {
      await opened(cluster);
      await cluster.start();
    }
    clusters.set(key, cluster);
  }

  async function end(key: string): Promise<void> {
    const cluster = clusters.get(key);
    clusters.delete(key);
    if (cluster) {
      await closed(cluster);
      await cluster.stop();
    }
    forgetObjects(state, key);
  }

  return {
    clusters,
    open(row: Cluster): Promise<void> | undefined {
      const key = clusterKey(row);
      if (clusters.has(key) && !working.has(key)) return undefined;
      return then(key, () => begin(row, key));
    },
    close(place: Parameters<typeof clusterKey>[0]): void {
      const key = clusterKey(place);
      then(key, () => end(key)).catch(report);
    },
    async start() {
      isStarted = true;
      await Promise.all([...clusters.values()].map((cluster) => cluster.start()));
    },
    async stop() {
      await Promise.allSettled(working.values());
      await Promise.all([...clusters.values()].map((cluster) => cluster.stop()));
    },
  };
}

/** The tables of simulator/kubernetes/storage.ts. */
function forgetObjects(state: State, key: string): void {
  state.transaction(() => {
    for (const name of state.tableNames()) {
      if (name !== `k8s/${key}` && !name.startsWith(`k8s/${key}/`)) continue;
      const table = state.table(name);
      for (const row of [...table.keys()]) table.delete(row);
    }
  });
}
