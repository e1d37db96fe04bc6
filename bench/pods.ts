import { AppsV1Api, CoreV1Api, KubeConfig, type V1Pod, Watch } from '@kubernetes/client-node';
import { labFiles } from '../host/lab-files.ts';
import type { LocalCloudProcess } from './local-cloud-process.ts';

const CLUSTERS = ['workshop-a', 'workshop-b'];
const PODS_PER_CLUSTER = 250;
const NAMESPACE = 'default';
const REQUESTS = 20;

export interface PodsReport {
  pods: number;
  /** From the first Deployment's creation until every pod of all clusters is Ready, in ms. */
  allReadyMs: number;
  /** Resident memory of the local cloud before and after, in MB. */
  beforeMb: number;
  afterMb: number;
  /** Medians in ms: listing all pods of a cluster, and from a change until a watch tells of it. */
  listMs: number;
  watchMs: number;
}

/** 250 sleeping pods on each of the two workshop clusters, seen through a Kubernetes client. */
export async function measurePods(cloud: LocalCloudProcess): Promise<PodsReport> {
  const beforeMb = cloud.residentMb();
  const configs = CLUSTERS.map((context) => configFor(cloud, context));
  const started = performance.now();
  await Promise.all(configs.map(runPods));
  const allReadyMs = performance.now() - started;
  const [config] = configs as [KubeConfig];
  return {
    pods: CLUSTERS.length * PODS_PER_CLUSTER,
    allReadyMs,
    beforeMb,
    afterMb: cloud.residentMb(),
    listMs: await medianListMs(config),
    watchMs: await medianWatchMs(config),
  };
}

function configFor({ labHome }: LocalCloudProcess, context: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(labFiles(labHome).kubeconfig);
  config.setCurrentContext(context);
  return config;
}

/** Resolves when all pods are Ready. */
async function runPods(config: KubeConfig): Promise<void> {
  const labels = { app: 'bench' };
  const container = { name: 'sleep', image: 'busybox', command: ['sleep', '3600'] };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const spec = { replicas: PODS_PER_CLUSTER, selector: { matchLabels: labels }, template };
  const ready = new Set<string>();
  const allReady = watchPods(config, (pod) => {
    const isReady = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
    if (isReady) ready.add(pod.metadata?.name ?? '');
    return ready.size === PODS_PER_CLUSTER;
  });
  const body = { metadata: { name: 'bench' }, spec };
  await config.makeApiClient(AppsV1Api).createNamespacedDeployment({ namespace: NAMESPACE, body });
  await allReady;
}

/** Watches pods until `isEnough` says so. */
async function watchPods(config: KubeConfig, isEnough: (pod: V1Pod) => boolean): Promise<void> {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods`;
  let stop: AbortController | undefined;
  await new Promise<void>((resolve, reject) => {
    const onEvent = (_type: string, pod: V1Pod) => {
      if (isEnough(pod)) resolve();
    };
    new Watch(config).watch(path, {}, onEvent, reject).then((controller) => {
      stop = controller;
    }, reject);
  });
  stop?.abort();
}

async function medianListMs(config: KubeConfig): Promise<number> {
  const core = config.makeApiClient(CoreV1Api);
  return median(async () => {
    const { items } = await core.listNamespacedPod({ namespace: NAMESPACE });
    if (items.length !== PODS_PER_CLUSTER) throw new Error(`${items.length} pods were listed.`);
  });
}

async function medianWatchMs(config: KubeConfig): Promise<number> {
  const core = config.makeApiClient(CoreV1Api);
  const { items } = await core.listNamespacedPod({ namespace: NAMESPACE, limit: 1 });
  const name = items[0]?.metadata?.name ?? '';
  let told = (_pod: V1Pod) => {};
  const end = { isNear: false };
  const watching = watchPods(config, (pod) => {
    told(pod);
    return end.isNear;
  });
  const result = await median(async (round) => {
    const value = String(round);
    const seen = new Promise<void>((resolve) => {
      told = (pod) => void (pod.metadata?.labels?.round === value && resolve());
    });
    await core.patchNamespacedPod({
      name,
      namespace: NAMESPACE,
      body: [{ op: 'add', path: '/metadata/labels/round', value }],
    });
    await seen;
  });
  end.isNear = true;
  await core.patchNamespacedPod({
    name,
    namespace: NAMESPACE,
    body: [{ op: 'remove', path: '/metadata/labels/round' }],
  });
  await watching;
  return result;
}

async function median(measured: (round: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < REQUESTS; round += 1) {
    const started = performance.now();
    await measured(round);
    times.push(performance.now() - started);
  }
  return times.sort((one, other) => one - other)[REQUESTS / 2] as number;
}
