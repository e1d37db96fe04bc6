import type {
  DescribeClusterRequest,
  DescribeClusterResponse,
  ListClustersRequest,
  ListClustersResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { eksArn, parseEksArn } from './arns.ts';
import { clusterOutput } from './cluster-output.ts';
import { page } from './page.ts';
import { type Cluster, clusters, type Place } from './tables.ts';
import { statusOf } from './transition.ts';

/** The cluster of that name. Errors: ResourceNotFoundException. facts C.2 */
export function getCluster(state: State, place: Place, name: string | undefined): Cluster {
  const found = clusters(state, place).get(name ?? '');
  if (found) return found;
  throw new AwsError('ResourceNotFoundException', 404, `No cluster found for name: ${name}.`, { clusterName: name });
}

/** The cluster that an ARN names; undefined if there is none. */
export function findClusterByArn(state: State, clusterArn: string): Cluster | undefined {
  const parsed = parseEksArn(clusterArn);
  return parsed?.kind === 'cluster' ? clusters(state, parsed).get(parsed.path.join('/')) : undefined;
}

/**
 * The cluster of that name, with nothing going on. Errors: ResourceNotFoundException; ResourceInUseException while EKS
 * works on it.
 */
export function getSettledCluster(context: CallContext, name: string | undefined): Cluster {
  const cluster = getCluster(context.state, context, name);
  const status = statusOf(cluster, context.now);
  if (status === 'ACTIVE') return cluster;
  const message =
    status === 'UPDATING'
      ? `Cannot proceed because cluster ${cluster.name} currently has an update in progress`
      : `Cluster ${cluster.name} is not in ACTIVE status: ${status}`;
  // Assumed; not confirmed against AWS.
  throw new AwsError('ResourceInUseException', 409, message, { clusterName: cluster.name });
}

/** A permission on a cluster, with the cluster's tags for aws:ResourceTag. The cluster need not exist. */
export function clusterAccess(action: string, name: string | undefined, { state, account, region }: CallContext) {
  const resourceTags = clusters(state, { account, region }).get(name ?? '')?.tags ?? {};
  return { action, resource: eksArn({ account, region }, `cluster/${name}`), resourceTags };
}

export const describeCluster = operation<DescribeClusterRequest, DescribeClusterResponse>({
  access: ({ name }, context) => [clusterAccess('eks:DescribeCluster', name, context)],
  run({ name }, context) {
    const cluster = getCluster(context.state, context, name);
    const answer = () => ({ cluster: clusterOutput(cluster, context) });
    // Whoever wants to reach the API server asks here for its address: until then there is none.
    const opening =
      statusOf(cluster, context.now) === 'CREATING' ? undefined : context.cloud.openCluster?.(cluster.arn);
    return opening ? opening.then(answer) : answer();
  },
});

export const listClusters = operation<ListClustersRequest, ListClustersResponse>({
  access: () => [{ action: 'eks:ListClusters', resource: '*' }],
  run({ maxResults, nextToken }, context) {
    const { items, ...rest } = page([...clusters(context.state, context).keys()], maxResults, nextToken);
    return { clusters: items, ...rest };
  },
});
