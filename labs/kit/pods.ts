import type { KubeClient, KubeObject } from './kube-client.ts';

interface Variables {
  containers: { env?: { name: string; value?: string }[] }[];
}

/** The pods of a namespace that are not on their way out; of a label selector such as `app=worker`, or all. */
export async function livingPods(kube: KubeClient, namespace: string, selector?: string): Promise<KubeObject[]> {
  const query = selector === undefined ? '' : `?labelSelector=${encodeURIComponent(selector)}`;
  const pods = await kube.list(`/api/v1/namespaces/${namespace}/pods${query}`);
  return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** A variable of any container, as the pod's spec has it: what the webhook wrote is there, too. */
export function variableOf(pod: KubeObject, wanted: string): { name: string; value?: string } | undefined {
  const { containers } = pod.spec as Variables;
  return containers.flatMap(({ env = [] }) => env).find(({ name }) => name === wanted);
}
