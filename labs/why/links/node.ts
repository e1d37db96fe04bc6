import type { Case } from '../case.ts';
import { broken, holds, link, unknown, warning } from '../link.ts';

const LINUX_ONLY = 'EKS Pod Identity works on Linux nodes of EC2 only';
const IRSA_INSTEAD = 'Use IRSA for this workload: an OIDC provider, and the annotation on its service account.';

/** Where Pod Identity cannot work: Fargate, Windows; hostNetwork is in doubt. facts B.3, B.9 */
export const node = link({
  id: 'node',
  title: 'its node can serve Pod Identity',
  mechanism: 'Pod Identity',
  async look(seen) {
    const { spec } = seen.pod;
    const labels = await nodeLabels(seen);
    if (isFargate(seen, labels)) return broken(`the pod runs on Fargate, and ${LINUX_ONLY}`, IRSA_INSTEAD);
    if (isWindows(seen, labels)) return broken(`the pod is for Windows, and ${LINUX_ONLY}`, IRSA_INSTEAD);
    if (spec.nodeName === undefined) return unknown('the pod has no node yet');
    if (spec.hostNetwork) {
      return warning(
        `the pod uses the network of node ${spec.nodeName}; such pods were seen to be refused (eks-pod-identity-agent#139)`,
        'Take hostNetwork out of the spec if the pod can do without.',
      );
    }
    return holds(`${spec.nodeName}, Linux on EC2`);
  },
});

/** None where the node may not be looked at. */
async function nodeLabels({ pod, kube }: Case): Promise<Record<string, string>> {
  const name = pod.spec.nodeName;
  const found = name && (await kube.find(`/api/v1/nodes/${name}`).catch(() => undefined));
  return (found && (found.metadata as { labels?: Record<string, string> }).labels) || {};
}

/** EKS user guide, "Fargate": the scheduler's label on the pod, and the compute type on its node. */
function isFargate({ pod }: Case, node: Record<string, string>): boolean {
  const profile = pod.metadata.labels?.['eks.amazonaws.com/fargate-profile'];
  return profile !== undefined || node['eks.amazonaws.com/compute-type'] === 'fargate';
}

function isWindows({ pod }: Case, node: Record<string, string>): boolean {
  const { nodeSelector = {} } = pod.spec;
  const wanted = nodeSelector['kubernetes.io/os'] ?? nodeSelector['beta.kubernetes.io/os'];
  return (node['kubernetes.io/os'] ?? wanted) === 'windows' || wanted === 'windows';
}
