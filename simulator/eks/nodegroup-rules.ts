import type { CreateNodegroupRequest, NodegroupScalingConfig } from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { chosenTags } from '../chosen-tags.ts';
import { findRole } from '../iam/find-role.ts';
import type { CallContext } from '../wire/operation.ts';
import { requireName } from './names.ts';
import { requireSubnetsOf } from './network-rules.ts';
import { requireRoom } from './quotas.ts';
import { type Cluster, nodegroups } from './tables.ts';
import { requireTags } from './tags.ts';

/** Errors: InvalidParameterException, ResourceInUseException for a name that is taken, ResourceLimitExceededException. */
export function requireCreatable(input: CreateNodegroupRequest, cluster: Cluster, context: CallContext): void {
  const { state, account } = context;
  const { nodegroupName = '', nodeRole = '', tags } = input;
  const refuse = (code: string, status: number, message: string) =>
    new AwsError(code, status, message, { clusterName: cluster.name, nodegroupName });
  // Text: terraform-aws-modules/terraform-aws-eks#1713.
  if (nodegroupName.length > 63) {
    throw refuse('InvalidParameterException', 400, "nodeGroupName can't be longer than 63 characters!");
  }
  if (nodegroups(state, cluster).has(nodegroupName)) {
    const message = `NodeGroup already exists with name ${nodegroupName} and cluster name ${cluster.name}`;
    throw refuse('ResourceInUseException', 409, message);
  }
  requireName(nodegroupName, 'nodegroupName', { clusterName: cluster.name, nodegroupName });
  requireTags(chosenTags(tags, context.caller));
  requireRoom('NodegroupsPerCluster', nodegroups(state, cluster).size, state, cluster, cluster.name);
  requireScaling(input.scalingConfig, refuse);
  requireVersions(input, cluster, nodegroupName);
  requireSubnetsOf(cluster, input.subnets ?? [], context, { clusterName: cluster.name, nodegroupName });
  // Assumed; not confirmed against AWS.
  if (!findRole(state, account, nodeRole)) {
    throw refuse('InvalidParameterException', 400, `The role with name ${nodeRole} cannot be found.`);
  }
}

/**
 * Nodes are not newer than their cluster, and their AMI is of their version. Errors: InvalidParameterException.
 */
export function requireVersions(
  { version, releaseVersion }: Pick<CreateNodegroupRequest, 'version' | 'releaseVersion'>,
  cluster: Cluster,
  nodegroupName: string,
): void {
  const refuse = (message: string) =>
    new AwsError('InvalidParameterException', 400, message, { clusterName: cluster.name, nodegroupName });
  const wanted = version ?? cluster.version;
  if (minorOf(wanted) > minorOf(cluster.version)) {
    // Assumed; not confirmed against AWS.
    throw refuse(`Nodegroup version ${wanted} cannot be newer than the cluster's ${cluster.version}.`);
  }
  if (!releaseVersion || releaseVersion.startsWith(`${wanted}.`)) return;
  // Text: eksctl-io/eksctl#7976.
  throw refuse(`Requested release version ${releaseVersion} is not valid for kubernetes version ${wanted}.`);
}

const minorOf = (version: string) => Number(version.split('.')[1]);

type Refuse = (code: string, status: number, message: string) => AwsError;

/** Texts: sassoftware/viya4-iac-aws#298, ministryofjustice/cloud-platform-infrastructure#4595; the first in their likeness. */
function requireScaling(scaling: NodegroupScalingConfig | undefined, refuse: Refuse): void {
  const { minSize = 1, maxSize = 2, desiredSize = 2 } = scaling ?? {};
  const wrong =
    (minSize > maxSize && "minSize can't be greater than maxSize") ||
    (minSize > desiredSize && "minSize can't be greater than desiredSize") ||
    (desiredSize > maxSize && "desiredSize can't be greater than maxSize");
  if (wrong) throw refuse('InvalidParameterException', 400, wrong);
}
