import type { PodIdentityAssociation as Output, PodIdentityAssociationSummary } from '@aws-sdk/client-eks';
import { parseEksArn } from './arns.ts';
import type { PodIdentityAssociation } from './tables.ts';

/** An association as Create, Describe, Update and Delete answer it. facts C.3 */
export function associationOutput(row: PodIdentityAssociation): Output {
  return {
    ...associationSummary(row),
    roleArn: row.roleArn,
    tags: row.tags,
    createdAt: new Date(row.createdAtMs),
    modifiedAt: new Date(row.modifiedAtMs),
    disableSessionTags: row.disableSessionTags,
    targetRoleArn: row.targetRoleArn,
    // Assumed; not confirmed against AWS: that it is shown whenever there is a target role.
    externalId: row.targetRoleArn && externalIdOf(row),
    policy: row.policy,
  };
}

/** The few members that List answers. facts C.3 */
export const associationSummary = (row: PodIdentityAssociation): PodIdentityAssociationSummary => ({
  clusterName: row.cluster,
  namespace: row.namespace,
  serviceAccount: row.serviceAccount,
  associationArn: row.arn,
  associationId: row.id,
  ownerArn: row.ownerArn,
});

/** `<region>/<account>/<cluster>/<namespace>/<service account>`: sts:ExternalId of the second hop. facts B.8 */
export function externalIdOf(row: PodIdentityAssociation): string {
  const { region, account } = parseEksArn(row.arn) ?? {};
  return [region, account, row.cluster, row.namespace, row.serviceAccount].join('/');
}
