import type { VpcConfigRequest } from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { clusterSecurityGroup } from '../ec2/cluster-network.ts';
import { getRow, type Noun } from '../ec2/vpc/noun.ts';
import { SECURITY_GROUP, SUBNET, type SubnetRow } from '../ec2/vpc/rows.ts';
import type { CallContext } from '../wire/operation.ts';
import { type Cluster, clusters } from './tables.ts';

type Fields = Record<string, unknown>;

/**
 * The VPC that a cluster's subnets are in. Errors: InvalidParameterException. Texts: eksctl-io/eksctl#1564, rancher/rancher#24380;
 * of subnets that are not there, AdminTurnedDevOps/DevOps-The-Hard-Way-AWS#16.
 */
export function getVpcIdFor(config: VpcConfigRequest | undefined, context: CallContext, clusterName: string): string {
  const fields = { clusterName };
  const { subnetIds = [], securityGroupIds = [] } = config ?? {};
  const subnets = getSubnets(subnetIds, context, fields);
  if (new Set(subnets.map(({ zone }) => zone)).size < 2) {
    throw invalid('Subnets specified must be in at least two different AZs', fields);
  }
  for (const id of securityGroupIds) requireSecurityGroup(id, context, fields);
  return onlyVpcOf(subnets, fields);
}

/** Errors: InvalidParameterException for subnets that are not there, or not in the cluster's VPC. */
export function requireSubnetsOf(cluster: Cluster, subnetIds: string[], context: CallContext, fields: Fields): void {
  const subnets = getSubnets(subnetIds, context, fields);
  const stranger = subnets.find(({ vpcId }) => vpcId !== cluster.vpc.vpcId);
  // Assumed; not confirmed against AWS.
  if (stranger) throw invalid(`Subnet ${stranger.id} is not in the cluster's VPC ${cluster.vpc.vpcId}`, fields);
}

function getSubnets(ids: string[], context: CallContext, fields: Fields): SubnetRow[] {
  if (ids.length === 0) throw invalid('Subnet Id is required', fields);
  return ids.map((id) => getInEc2(SUBNET, id, context, fields));
}

function onlyVpcOf(subnets: SubnetRow[], fields: Fields): string {
  const [vpcId = '', ...others] = new Set(subnets.map((subnet) => subnet.vpcId));
  // Assumed; not confirmed against AWS.
  if (others.length > 0) throw invalid('Subnets specified must belong to the same VPC', fields);
  return vpcId;
}

function requireSecurityGroup(id: string, context: CallContext, fields: Fields): void {
  const ofClusters = [...clusters(context.state, context).values()];
  if (ofClusters.some((cluster) => clusterSecurityGroup(context.state, cluster).id === id)) return;
  getInEc2(SECURITY_GROUP, id, context, fields);
}

/** EC2's own error comes as part of a text. */
function getInEc2<Row extends { id: string }>(noun: Noun<Row>, id: string, context: CallContext, fields: Fields): Row {
  try {
    return getRow(noun, context, id);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { message, status, code } = error;
    const origin = `Service: AmazonEC2; Status Code: ${status}; Error Code: ${code}; Request ID: ${context.ids.uuid()}; Proxy: null`;
    throw invalid(`${message} (${origin})`, fields);
  }
}

const invalid = (message: string, fields: Fields) => new AwsError('InvalidParameterException', 400, message, fields);
