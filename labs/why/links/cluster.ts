import type { Cluster } from '@aws-sdk/client-eks';
import type { KubeClient } from '../../kit/kube-client.ts';
import type { World } from '../../kit/world.ts';
import { aws } from '../commands.ts';
import { getCluster, type PodPlace, UnknownPodError } from '../find-pod.ts';
import { broken, type Finding, holds, type Judged } from '../link.ts';

/** The link before all others, and the cluster if it can be looked into. */
export interface FirstLink {
  first: Judged;
  cluster?: Cluster;
}

/** Errors: UnknownPodError if there is no such cluster. */
export async function lookAtCluster(world: World, { cluster: name }: PodPlace): Promise<FirstLink> {
  const link = { id: 'cluster', title: 'the cluster answers' };
  try {
    const cluster = await getCluster(world, name);
    const finding = await judge(name, cluster, world.kube(name));
    return { first: { ...link, ...finding }, ...(finding.mark === 'holds' && { cluster }) };
  } catch (error) {
    if (error instanceof UnknownPodError || !isOfAws(error)) throw error;
    const refused = broken(`EKS does not show it: ${error.name}: ${error.message}`, aws('sts', 'get-caller-identity'));
    return { first: { ...link, ...refused } };
  }
}

async function judge(name: string, { status, version }: Cluster, kube: KubeClient): Promise<Finding> {
  if (status !== 'ACTIVE' && status !== 'UPDATING') {
    return broken(`EKS says that ${name} is ${status}`, aws('eks', 'wait', 'cluster-active', '--name', name));
  }
  const refused = await whyRefused(kube);
  if (refused === undefined) return holds(`${name}, Kubernetes ${version}, is ${status}`);
  const login = aws('eks', 'update-kubeconfig', '--name', name, '--alias', name);
  return broken(`the API server of ${name} does not answer: ${refused}`, login);
}

async function whyRefused(kube: KubeClient): Promise<string | undefined> {
  try {
    const { status, body } = await kube.raw('/version');
    return status === 200 ? undefined : `${status} ${body.slice(0, 200)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The SDK puts `$metadata` into errors that AWS answered. */
const isOfAws = (error: unknown): error is Error => error instanceof Error && '$metadata' in error;
