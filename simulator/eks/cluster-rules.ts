import type { CreateClusterRequest, UpdateClusterConfigRequest } from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { chosenTags } from '../chosen-tags.ts';
import type { CallContext } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { isKnownVersion } from './cluster-versions.ts';
import { requireName } from './names.ts';
import { requireRoom } from './quotas.ts';
import { CLUSTERS, mayAssume } from './service-roles.ts';
import { clusters } from './tables.ts';
import { requireTags } from './tags.ts';

/** Errors: InvalidParameterException, ResourceInUseException for a name that is taken, ResourceLimitExceededException. */
export function requireCreatable(input: CreateClusterRequest, context: CallContext): void {
  const { name = '', version, roleArn = '', tags } = input;
  const { state } = context;
  requireName(name, 'name');
  if (clusters(state, context).has(name)) {
    const message = `Cluster already exists with name: ${name}`;
    throw new AwsError('ResourceInUseException', 409, message, { clusterName: name });
  }
  if (version !== undefined && !isKnownVersion(version)) {
    // Text: finos/compliant-financial-infrastructure#228.
    throw new AwsError('InvalidParameterException', 400, 'unsupported Kubernetes version', { clusterName: name });
  }
  requireTags(chosenTags(tags, context.caller));
  requireBuilt(input, name);
  requireServiceRole(context, roleArn, name);
  requireRoom('Clusters', clusters(state, context).size, state, context);
}

/** Errors: InvalidParameterException for kinds of clusters that the local cloud has not. */
export function requireBuilt(input: Omit<UpdateClusterConfigRequest, 'name'>, clusterName: string | undefined): void {
  const { computeConfig, storageConfig } = input;
  const absent =
    (computeConfig?.enabled || storageConfig?.blockStorage?.enabled ? 'EKS Auto Mode' : undefined) ??
    ABSENT.find((member) => Object.hasOwn(input, member));
  if (absent === undefined) return;
  const message = `The local cloud does not have ${absent} (simulator/DIFFERENCES.md).`;
  throw new AwsError('InvalidParameterException', 400, message, { clusterName });
}

const ABSENT = [
  'outpostConfig',
  'remoteNetworkConfig',
  'controlPlaneScalingConfig',
  'kubeApiServerConfig',
  'kubeSchedulerConfig',
  'kubeControllerManagerConfig',
];

function requireServiceRole(context: CallContext, roleArn: string, clusterName: string): void {
  const call = { service: CLUSTERS, sourceArn: eksArn(context, `cluster/${clusterName}`) };
  if (mayAssume(context.state, context, roleArn, call)) return;
  // Text: terraform-aws-modules/terraform-aws-eks#2406.
  const message = `Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`;
  throw new AwsError('InvalidParameterException', 400, message, { clusterName });
}
