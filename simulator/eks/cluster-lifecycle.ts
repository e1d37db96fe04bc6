import type {
  CreateClusterRequest,
  CreateClusterResponse,
  DeleteClusterRequest,
  DeleteClusterResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { admitCreator } from './access-entry-rows.ts';
import { eksArn } from './arns.ts';
import { creationKeys } from './cluster-keys.ts';
import { clusterOutput } from './cluster-output.ts';
import { requireCreatable } from './cluster-rules.ts';
import { clusterAccess, getSettledCluster } from './clusters.ts';
import { writeLogs } from './control-plane-logs.ts';
import { forgetCluster } from './forget-cluster.ts';
import { isRepeated } from './idempotency.ts';
import { getVpcIdFor } from './network-rules.ts';
import { newCluster } from './new-cluster.ts';
import { CLUSTERS, passRole } from './service-roles.ts';
import { type Cluster, clusters, fargateProfiles, nodegroups } from './tables.ts';
import { tagOnCreation } from './tags.ts';
import { WORK_MS, working } from './transition.ts';

export const createCluster = operation<CreateClusterRequest, CreateClusterResponse>({
  limits: 'Takes one second. No Auto Mode, Outposts or hybrid nodes.',
  access: (input, context) => [
    {
      ...clusterAccess('eks:CreateCluster', input.name, context),
      context: { ...requestTagKeys(input.tags), ...creationKeys(input) },
    },
    passRole(input.roleArn, CLUSTERS),
    ...tagOnCreation(eksArn(context, `cluster/${input.name}`), input.tags),
  ],
  run(input, context) {
    const existing = clusters(context.state, context).get(input.name ?? '');
    const { version, roleArn, tags } = input;
    if (isRepeated(existing, input.clientRequestToken, { version, roleArn, tags }))
      return { cluster: clusterOutput(existing, context) };
    requireCreatable(input, context);
    const { ids, now } = context;
    const vpcId = getVpcIdFor(input.resourcesVpcConfig, context, input.name ?? '');
    const born = newCluster(input, { place: context, vpcId, ids, now });
    const made = { ...born, transition: working('CREATING' as const, now) };
    clusters(context.state, context).put(made.name, made);
    writeLogs(context.state, made, now);
    if (input.accessConfig?.bootstrapClusterCreatorAdminPermissions ?? true) admitCreator(made, context);
    return { cluster: clusterOutput(made, context) };
  },
});

export const deleteCluster = operation<DeleteClusterRequest, DeleteClusterResponse>({
  limits: 'Takes one second.',
  access: ({ name }, context) => [clusterAccess('eks:DeleteCluster', name, context)],
  run({ name }, context) {
    const cluster = getSettledCluster(context, name, 'DeleteCluster');
    requireDeletable(cluster, context);
    const { state, clock, cloud, now } = context;
    const leaving = { ...cluster, transition: working('DELETING' as const, now) };
    clusters(state, context).put(cluster.name, leaving);
    clock.after(WORK_MS, () => {
      writeLogs(state, cluster, clock.now());
      forgetCluster(state, cluster);
      cloud.closeCluster?.(cluster.arn);
    });
    return { cluster: clusterOutput(leaving, context) };
  },
});

function requireDeletable(cluster: Cluster, { state }: CallContext): void {
  const [nodegroup] = nodegroups(state, cluster).keys();
  if (nodegroup !== undefined) {
    // Text: gruntwork-io/cloud-nuke#148.
    const fields = { clusterName: cluster.name, nodegroupName: nodegroup };
    throw new AwsError('ResourceInUseException', 409, 'Cluster has nodegroups attached', fields);
  }
  const [fargateProfileName] = fargateProfiles(state, cluster).keys();
  if (fargateProfileName !== undefined) {
    // Assumed; not confirmed against AWS.
    const fields = { clusterName: cluster.name, fargateProfileName };
    throw new AwsError('ResourceInUseException', 409, 'Cluster has Fargate profiles attached', fields);
  }
  if (!cluster.deletionProtection) return;
  // Assumed; not confirmed against AWS.
  const message = `Cluster ${cluster.name} cannot be deleted because deletion protection is enabled.`;
  throw new AwsError('InvalidRequestException', 400, message, { clusterName: cluster.name });
}
