import type {
  Cluster as ClusterOutput,
  DescribeClusterRequest,
  DescribeClusterResponse,
  ListClustersRequest,
  ListClustersResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { eksArn, parseEksArn } from './arns.ts';
import { page } from './page.ts';
import { type Cluster, clusters, type Place } from './tables.ts';

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

/** A permission on a cluster, with the cluster's tags for aws:ResourceTag. The cluster need not exist. */
export function clusterAccess(action: string, name: string | undefined, { state, account, region }: CallContext) {
  const resourceTags = clusters(state, { account, region }).get(name ?? '')?.tags ?? {};
  return { action, resource: eksArn({ account, region }, `cluster/${name}`), resourceTags };
}

export const describeCluster = operation<DescribeClusterRequest, DescribeClusterResponse>({
  access: ({ name }, context) => [clusterAccess('eks:DescribeCluster', name, context)],
  run: ({ name }, context) => ({ cluster: clusterOutput(getCluster(context.state, context, name), context) }),
});

export const listClusters = operation<ListClustersRequest, ListClustersResponse>({
  access: () => [{ action: 'eks:ListClusters', resource: '*' }],
  run({ maxResults, nextToken }, context) {
    const { items, ...rest } = page([...clusters(context.state, context).keys()], maxResults, nextToken);
    return { clusters: items, ...rest };
  },
});

function clusterOutput(cluster: Cluster, { cloud }: CallContext): ClusterOutput {
  const endpoint = cloud.clusterEndpoint(cluster.arn);
  return {
    name: cluster.name,
    arn: cluster.arn,
    createdAt: new Date(cluster.createdAtMs),
    version: cluster.version,
    platformVersion: cluster.platformVersion,
    endpoint: endpoint?.url,
    certificateAuthority: { data: endpoint?.certificateAuthority },
    roleArn: cluster.roleArn,
    identity: { oidc: { issuer: cluster.issuer } },
    accessConfig: { authenticationMode: 'API' },
    kubernetesNetworkConfig: { serviceIpv4Cidr: '172.20.0.0/16', ipFamily: 'ipv4' },
    status: 'ACTIVE',
    health: { issues: [] },
    tags: cluster.tags,
  };
}
