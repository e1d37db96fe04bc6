import type {
  CreateNodegroupRequest,
  CreateNodegroupResponse,
  DeleteNodegroupRequest,
  DeleteNodegroupResponse,
  DescribeNodegroupRequest,
  DescribeNodegroupResponse,
  ListNodegroupsRequest,
  ListNodegroupsResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { admitNodes } from './access-entry-rows.ts';
import { eksArn } from './arns.ts';
import { clusterAccess, getCluster, getSettledCluster } from './clusters.ts';
import { isRepeated } from './idempotency.ts';
import { newNodegroup, nodegroupOutput } from './new-nodegroup.ts';
import { requireCreatable } from './nodegroup-rules.ts';
import { page } from './page.ts';
import { CLUSTERS, passRole } from './service-roles.ts';
import { nodegroups } from './tables.ts';
import { tagOnCreation } from './tags.ts';
import { statusOf, WORK_MS, working } from './transition.ts';

export const listNodegroups = operation<ListNodegroupsRequest, ListNodegroupsResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListNodegroups', clusterName, context)],
  run({ clusterName, maxResults, nextToken }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    const { items, ...rest } = page([...nodegroups(context.state, cluster).keys()], maxResults, nextToken);
    return { nodegroups: items, ...rest };
  },
});

export const describeNodegroup = operation<DescribeNodegroupRequest, DescribeNodegroupResponse>({
  access: (input, context) => [nodegroupAccess('eks:DescribeNodegroup', input, context)],
  run: (input, context) => ({ nodegroup: nodegroupOutput(getNodegroup(input, context).row, context.now) }),
});

export const createNodegroup = operation<CreateNodegroupRequest, CreateNodegroupResponse>({
  limits: 'Nodes are there at once. Launch templates and AMIs need not exist.',
  access: ({ clusterName, nodegroupName, nodeRole, tags }, context) => [
    { ...clusterAccess('eks:CreateNodegroup', clusterName, context), context: requestTagKeys(tags) },
    passRole(nodeRole, CLUSTERS),
    ...tagOnCreation(eksArn(context, `nodegroup/${clusterName}/${nodegroupName}/-`), tags),
  ],
  run(input, context) {
    const cluster = getSettledCluster(context, input.clusterName, 'CreateNodegroup');
    const { state, now } = context;
    const existing = nodegroups(state, cluster).get(input.nodegroupName ?? '');
    const given = { nodeRoleArn: input.nodeRole, version: input.version, labels: input.labels, tags: input.tags };
    if (isRepeated(existing, input.clientRequestToken, given)) {
      return { nodegroup: nodegroupOutput(existing, now) };
    }
    requireCreatable(input, cluster, context);
    const made = { ...newNodegroup(input, cluster, context), transition: working('CREATING' as const, now) };
    nodegroups(state, cluster).put(made.name, made);
    admitNodes(cluster, made.nodeRoleArn, 'EC2_LINUX', context);
    context.cloud.clusterChanged(cluster.arn);
    return { nodegroup: nodegroupOutput(made, now) };
  },
});

export const deleteNodegroup = operation<DeleteNodegroupRequest, DeleteNodegroupResponse>({
  limits: 'Takes one second.',
  access: (input, context) => [nodegroupAccess('eks:DeleteNodegroup', input, context)],
  run(input, context) {
    const { cluster, row } = getSettledNodegroup(input, context);
    const { state, clock, cloud, now } = context;
    const leaving = { ...row, transition: working('DELETING' as const, now) };
    nodegroups(state, cluster).put(row.name, leaving);
    cloud.clusterChanged(cluster.arn);
    clock.after(WORK_MS, () => {
      nodegroups(state, cluster).delete(row.name);
      cloud.clusterChanged(cluster.arn);
    });
    return { nodegroup: nodegroupOutput(leaving, now) };
  },
});

export interface NodegroupKey {
  clusterName: string | undefined;
  nodegroupName: string | undefined;
}

/** The node group of that name. Errors: ResourceNotFoundException, for the cluster or the node group. */
export function getNodegroup({ clusterName, nodegroupName }: NodegroupKey, context: CallContext) {
  const cluster = getCluster(context.state, context, clusterName);
  const row = nodegroups(context.state, cluster).get(nodegroupName ?? '');
  if (row) return { cluster, row };
  // Text: getmoto/moto, eks/models.py, whose texts are answers of AWS.
  const message = `No node group found for name: ${nodegroupName}.`;
  throw new AwsError('ResourceNotFoundException', 404, message, { clusterName, nodegroupName });
}

/** As `getNodegroup`. Errors: ResourceInUseException while EKS works on it. */
export function getSettledNodegroup(key: NodegroupKey, context: CallContext) {
  const found = getNodegroup(key, context);
  const status = statusOf(found.row, context.now);
  if (status === 'ACTIVE') return found;
  // Assumed; not confirmed against AWS.
  const message = `Nodegroup ${key.nodegroupName} is currently in status ${status}`;
  throw new AwsError('ResourceInUseException', 409, message, { ...key });
}

/** A permission on one node group; it need not exist. */
export function nodegroupAccess(action: string, { clusterName, nodegroupName }: NodegroupKey, context: CallContext) {
  const row = nodegroups(context.state, { ...context, name: clusterName ?? '' }).get(nodegroupName ?? '');
  // The real ARN ends in the node group's UUID; policies match it with a wildcard.
  const resource = row?.arn ?? eksArn(context, `nodegroup/${clusterName}/${nodegroupName}/-`);
  return { action, resource, resourceTags: row?.tags ?? {} };
}
