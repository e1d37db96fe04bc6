import type {
  CreateClusterRequest,
  CreateClusterResponse,
  DeleteClusterRequest,
  DeleteClusterResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { admitCreator } from './access-entry-rows.ts';
import { clusterOutput } from './cluster-output.ts';
import { requireCreatable } from './cluster-rules.ts';
import { clusterAccess, getSettledCluster } from './clusters.ts';
import { forgetCluster } from './forget-cluster.ts';
import { newCluster } from './new-cluster.ts';
import { type Cluster, clusters, nodegroups } from './tables.ts';
import { tagAccess } from './tags.ts';
import { WORK_MS, working } from './transition.ts';

export const createCluster = operation<CreateClusterRequest, CreateClusterResponse>({
  access: (input, context) => [
    { ...clusterAccess('eks:CreateCluster', input.name, context), context: creationKeys(input) },
    { action: 'iam:PassRole', resource: input.roleArn ?? '*', context: { 'iam:PassedToService': 'eks.amazonaws.com' } },
  ],
  run(input, context) {
    const existing = clusters(context.state, context).get(input.name ?? '');
    if (existing && isRepeated(input, existing)) return { cluster: clusterOutput(existing, context) };
    requireCreatable(input, context);
    const { ids, now } = context;
    const made = { ...newCluster(input, { place: context, ids, now }), transition: working('CREATING' as const, now) };
    clusters(context.state, context).put(made.name, made);
    if (input.accessConfig?.bootstrapClusterCreatorAdminPermissions ?? true) admitCreator(made, context);
    return { cluster: clusterOutput(made, context) };
  },
});

export const deleteCluster = operation<DeleteClusterRequest, DeleteClusterResponse>({
  access: ({ name }, context) => [clusterAccess('eks:DeleteCluster', name, context)],
  run({ name }, context) {
    const cluster = getSettledCluster(context, name);
    requireDeletable(cluster, context);
    const { state, clock, cloud, now } = context;
    const leaving = { ...cluster, transition: working('DELETING' as const, now) };
    clusters(state, context).put(cluster.name, leaving);
    clock.after(WORK_MS, () => {
      forgetCluster(state, cluster);
      cloud.closeCluster?.(cluster.arn);
    });
    return { cluster: clusterOutput(leaving, context) };
  },
});

/** Service authorization reference of EKS, CreateCluster. */
function creationKeys({ tags, accessConfig, upgradePolicy }: CreateClusterRequest) {
  const { authenticationMode = 'CONFIG_MAP', bootstrapClusterCreatorAdminPermissions = true } = accessConfig ?? {};
  return {
    ...tagAccess(tags),
    'eks:authenticationMode': authenticationMode,
    'eks:bootstrapClusterCreatorAdminPermissions': String(bootstrapClusterCreatorAdminPermissions),
    ...(upgradePolicy?.supportType && { 'eks:supportType': upgradePolicy.supportType }),
  };
}

/** The same request again, by its token. */
const isRepeated = (input: CreateClusterRequest, row: Cluster) =>
  input.clientRequestToken !== undefined && input.clientRequestToken === row.clientRequestToken;

function requireDeletable(cluster: Cluster, { state }: CallContext): void {
  const [nodegroup] = nodegroups(state, cluster).keys();
  if (nodegroup !== undefined) {
    // Text: gruntwork-io/cloud-nuke#148.
    const fields = { clusterName: cluster.name, nodegroupName: nodegroup };
    throw new AwsError('ResourceInUseException', 409, 'Cluster has nodegroups attached', fields);
  }
  if (!cluster.deletionProtection) return;
  // Assumed; not confirmed against AWS.
  const message = `Cluster ${cluster.name} cannot be deleted because deletion protection is enabled.`;
  throw new AwsError('InvalidRequestException', 400, message, { clusterName: cluster.name });
}
