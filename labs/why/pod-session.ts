import type { ContextValues, RequestPrincipal } from '../../policy/types.ts';
import type { Case } from './case.ts';

export const POD_IDENTITY = 'pods.eks.amazonaws.com';

/** The session tags that EKS gives; none where the association turns them off. facts B.6, B.8 */
export function sessionTags({ cluster, place, pod, serviceAccountName, association }: Case): Record<string, string> {
  if (association?.disableSessionTags) return {};
  return {
    'eks-cluster-arn': cluster.arn ?? '',
    'eks-cluster-name': place.cluster,
    'kubernetes-namespace': place.namespace,
    'kubernetes-service-account': serviceAccountName,
    'kubernetes-pod-name': pod.metadata.name,
    'kubernetes-pod-uid': pod.metadata.uid,
  };
}

/** `eks-<cluster, 10 characters>-<pod, 10 characters>-`, and then a UUID. facts B.6 */
export function sessionNamePrefix({ place, pod }: Case): string {
  return `eks-${place.cluster.slice(0, 10)}-${pod.metadata.name.slice(0, 10)}-`;
}

/** Tags as the condition keys of the call that makes a session; inherited ones count too. facts B.8 */
export function tagKeys(tags: Record<string, string>): ContextValues {
  const names = Object.keys(tags);
  if (names.length === 0) return {};
  const requested = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { ...Object.fromEntries(requested), 'aws:TagKeys': names, 'sts:TransitiveTagKeys': names };
}

/** Who asks for the first role, with which actions, and what the request says. facts B.6, B.7 */
export function podIdentityRequest(seen: Case) {
  const { cluster, world } = seen;
  const tags = sessionTags(seen);
  const principal: RequestPrincipal = { type: 'service', account: '', arn: POD_IDENTITY };
  const context: ContextValues = {
    'aws:SourceArn': cluster.arn ?? '',
    'aws:SourceAccount': world.names.ACCOUNT_ID,
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': POD_IDENTITY,
    'aws:RequestedRegion': world.names.AWS_REGION,
    'sts:RoleSessionName': `${sessionNamePrefix(seen)}00000000-0000-4000-8000-000000000000`,
    ...tagKeys(tags),
  };
  const actions = Object.keys(tags).length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  return { principal, context, actions };
}
