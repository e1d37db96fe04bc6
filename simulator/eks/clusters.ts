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
import { type Cluster, clusters, type Place, updates } from './tables.ts';
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
 * The cluster of that name, with nothing going on, for the operation of that name. Errors: ResourceNotFoundException;
 * ResourceInUseException while an update runs; InvalidRequestException while the cluster is made or deleted.
 */
export function getSettledCluster(context: CallContext, name: string | undefined, operationName: string): Cluster {
  const cluster = getCluster(context.state, context, name);
  if (statusOf(cluster, context.now) === 'ACTIVE') return cluster;
  const fields = { clusterName: cluster.name };
  const update = [...updates(context.state, cluster).values()].find(
    ({ doneAtMs, nodegroupName, addonName }) => context.now < doneAtMs && !nodegroupName && !addonName,
  );
  if (update) {
    // Text: elastic/cloudbeat#3093.
    const message = `Cannot ${operationName} because cluster ${cluster.name} currently has update ${update.id} in progress`;
    throw new AwsError('ResourceInUseException', 409, message, fields);
  }
  // Text: getmoto/moto, eks/models.py, whose texts are answers of AWS.
  throw new AwsError('InvalidRequestException', 400, `Cluster '${cluster.name}' is not in ACTIVE status`, fields);
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
