import type { Cluster } from '@aws-sdk/client-eks';
import type { KubeClient } from '../../kit/kube-client.ts';
import { aws } from '../commands.ts';
import { broken, type Finding, holds } from '../link.ts';

export const CLUSTER = { id: 'cluster', title: 'the cluster answers' };

/** The link before all others: without it nothing can be looked at. */
export async function reachCluster({ name = '', status, version }: Cluster, kube: KubeClient): Promise<Finding> {
  if (status !== 'ACTIVE' && status !== 'UPDATING') {
    const wait = aws('eks', 'wait', 'cluster-active', '--name', name);
    return broken(`EKS says that ${name} is ${status}`, wait);
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
