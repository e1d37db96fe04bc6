import type { CreatePodIdentityAssociationRequest } from '@aws-sdk/client-eks';
import { LOWER_ALPHANUMERIC } from '../runtime-services.ts';
import type { CallContext } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import type { Cluster, PodIdentityAssociation } from './tables.ts';

/** The row of a new association, under a new id. facts C.3 */
export function newAssociation(
  input: CreatePodIdentityAssociationRequest,
  cluster: Cluster,
  { ids, now }: Pick<CallContext, 'ids' | 'now'>,
): PodIdentityAssociation {
  const id = `a-${ids.chars(17, LOWER_ALPHANUMERIC)}`;
  return {
    id,
    arn: eksArn(cluster, `podidentityassociation/${cluster.name}/${id}`),
    cluster: cluster.name,
    namespace: input.namespace ?? '',
    serviceAccount: input.serviceAccount ?? '',
    roleArn: input.roleArn ?? '',
    targetRoleArn: input.targetRoleArn,
    disableSessionTags: input.disableSessionTags ?? false,
    policy: input.policy,
    clientRequestToken: input.clientRequestToken,
    createdAtMs: now,
    modifiedAtMs: now,
    tags: input.tags ?? {},
  };
}
