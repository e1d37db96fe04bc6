import type { Cluster, PodIdentityAssociation } from '../eks/tables.ts';
import type { Ids } from '../runtime-services.ts';
import type { TokenSubject } from '../wire/operation.ts';

/** Not bound by the role's MaxSessionDuration. facts B.6 */
export const DURATION_SECONDS = 21_600;

/** `eks-<cluster, 10 characters>-<pod, 10 characters>-<uuid>`. facts B.6 */
export function sessionNameOf(cluster: Cluster, subject: TokenSubject, ids: Ids): string {
  return `eks-${cluster.name.slice(0, 10)}-${subject.pod.name.slice(0, 10)}-${ids.uuid()}`;
}

/** The six session tags, all of them transitive; none if the association turns them off. facts B.6, B.8 */
export function sessionTagsOf(
  association: PodIdentityAssociation,
  cluster: Cluster,
  { namespace, serviceAccount, pod }: TokenSubject,
): Record<string, string> {
  if (association.disableSessionTags) return {};
  return {
    'eks-cluster-arn': cluster.arn,
    'eks-cluster-name': cluster.name,
    'kubernetes-namespace': namespace,
    'kubernetes-service-account': serviceAccount.name,
    'kubernetes-pod-name': pod.name,
    'kubernetes-pod-uid': pod.uid,
  };
}
