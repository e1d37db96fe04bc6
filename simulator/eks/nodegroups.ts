import type {
  DescribeNodegroupRequest,
  DescribeNodegroupResponse,
  ListNodegroupsRequest,
  ListNodegroupsResponse,
  Nodegroup,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { operation } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { clusterAccess, getCluster } from './clusters.ts';
import type { Cluster } from './tables.ts';

/** Every cluster's one node group, whose one node is the cluster's. */
const NAME = 'workshop';

export const listNodegroups = operation<ListNodegroupsRequest, ListNodegroupsResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListNodegroups', clusterName, context)],
  run({ clusterName }, context) {
    getCluster(context.state, context, clusterName);
    return { nodegroups: [NAME] };
  },
});

export const describeNodegroup = operation<DescribeNodegroupRequest, DescribeNodegroupResponse>({
  access: ({ clusterName, nodegroupName }, context) => [
    { action: 'eks:DescribeNodegroup', resource: eksArn(context, `nodegroup/${clusterName}/${nodegroupName}/*`) },
  ],
  run({ clusterName, nodegroupName }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    if (nodegroupName === NAME) return { nodegroup: nodegroupOutput(cluster) };
    // Assumed; not confirmed against AWS.
    const message = `No node group found for name: ${nodegroupName}.`;
    throw new AwsError('ResourceNotFoundException', 404, message, { clusterName, nodegroupName });
  },
});

function nodegroupOutput(cluster: Cluster): Nodegroup {
  return {
    nodegroupName: NAME,
    // A node group's ARN ends in a UUID; it lives as long as its cluster, so it borrows the cluster's digits.
    nodegroupArn: eksArn(cluster, `nodegroup/${cluster.name}/${NAME}/${uuidOf(cluster.id)}`),
    clusterName: cluster.name,
    version: cluster.version,
    createdAt: new Date(cluster.createdAtMs),
    modifiedAt: new Date(cluster.createdAtMs),
    status: 'ACTIVE',
    capacityType: 'ON_DEMAND',
    scalingConfig: { minSize: 1, maxSize: 1, desiredSize: 1 },
    instanceTypes: ['m5.large'],
    amiType: 'AL2023_x86_64_STANDARD',
    nodeRole: cluster.nodeRoleArn,
    health: { issues: [] },
    tags: {},
  };
}

const uuidOf = (hex: string) => hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
