import type { Cluster } from '@aws-sdk/client-eks';
import { orAbsent } from '../kit/aws-clients.ts';
import type { KubeClient } from '../kit/kube-client.ts';
import type { World } from '../kit/world.ts';
import { asPod, bornAt, type Pod } from './pod.ts';

/** There is no such pod. `message` is a sentence that lists what there is. */
export class UnknownPodError extends Error {}

/** `<cluster>/<namespace>/<pod>`; of the pod, the beginning of its name is enough, as a Deployment's name is one. */
export interface PodPlace {
  cluster: string;
  namespace: string;
  pod: string;
}

/** Errors: UnknownPodError if the text has not three parts. */
export function readPlace(text: string | undefined): PodPlace {
  const [cluster, namespace, pod, ...rest] = (text ?? '').split('/');
  if (cluster && namespace && pod && rest.length === 0) return { cluster, namespace, pod };
  throw new UnknownPodError(
    'Name one pod as <cluster>/<namespace>/<pod>, such as `npm run lab:why -- workshop-a/pod-identity/app`.',
  );
}

/** Errors: UnknownPodError naming the clusters that there are. */
export async function getCluster(world: World, name: string): Promise<Cluster> {
  const eks = await world.aws.eks();
  const found = await orAbsent(eks.describeCluster({ name }));
  if (found?.cluster) return found.cluster;
  const { clusters = [] } = await eks.listClusters({});
  throw new UnknownPodError(`There is no cluster ${name}. The clusters are ${listed(clusters)}.`);
}

/** The pod of that name, or the newest of those whose name begins so. Errors: UnknownPodError naming what there is. */
export async function getPod(kube: KubeClient, { cluster, namespace, pod }: PodPlace): Promise<Pod> {
  const pods = (await kube.list(`/api/v1/namespaces/${namespace}/pods`)).map(asPod);
  const exact = pods.find(({ metadata }) => metadata.name === pod);
  const begun = pods.filter(({ metadata }) => metadata.name.startsWith(`${pod}-`) && !metadata.deletionTimestamp);
  const found = exact ?? begun.sort((a, b) => bornAt(a) - bornAt(b)).at(-1);
  if (found) return found;
  const names = pods.map(({ metadata }) => metadata.name);
  if (names.length > 0) {
    throw new UnknownPodError(`There is no pod ${pod} in ${cluster}/${namespace}. The pods are ${listed(names)}.`);
  }
  throw new UnknownPodError(await explainEmpty(kube, { cluster, namespace, pod }));
}

async function explainEmpty(kube: KubeClient, { cluster, namespace }: PodPlace): Promise<string> {
  const namespaces = await kube.list('/api/v1/namespaces');
  const names = namespaces.map(({ metadata }) => metadata.name);
  if (names.includes(namespace)) return `There are no pods in ${cluster}/${namespace}.`;
  return `There is no namespace ${namespace} in ${cluster}. The namespaces are ${listed(names)}.`;
}

const listed = (names: string[]) => [...names].sort().join(', ');
