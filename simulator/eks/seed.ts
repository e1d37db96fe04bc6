import { seedNetwork } from '../ec2/vpc/seed-network.ts';
import type { Ids } from '../runtime-services.ts';
import type { State } from '../state/state.ts';
import { admitAdministrator, admitNodes } from './access-entry-rows.ts';
import { newCluster } from './new-cluster.ts';
import { newNodegroup } from './new-nodegroup.ts';
import { type Cluster, clusters, nodegroups } from './tables.ts';

export interface ClusterSeed {
  account: string;
  region: string;
  names: readonly string[];
  /** Names of the roles that clusters and nodes have, in the same account. */
  clusterRole: string;
  nodeRole: string;
  /** Whom the clusters have as their administrator, as if they had made them; nobody if absent. */
  creatorArn?: string;
  ids: Ids;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Makes the named clusters, ACTIVE, each with an issuer of its own; leaves those that exist as they are. The issuers'
 * keys are for the caller to make (`createIssuer`). Answers the clusters in the order of their names.
 */
export function seedClusters(state: State, seed: ClusterSeed): Cluster[] {
  const table = clusters(state, seed);
  return seed.names.map((name) => {
    const existing = table.get(name);
    if (existing) return existing;
    const made = bear(state, name, seed);
    table.put(name, made);
    return made;
  });
}

/** With a node group of one node, and what EKS would let in by itself: the creator and the nodes. */
function bear(state: State, name: string, seed: ClusterSeed): Cluster {
  const { account, region, clusterRole, nodeRole, creatorArn, ids, now } = seed;
  const place = { account, region };
  const roleArn = `arn:aws:iam::${account}:role/${clusterRole}`;
  const accessConfig = { authenticationMode: 'API' as const };
  const born = newCluster({ name, roleArn, accessConfig, resourcesVpcConfig: {} }, { place, vpcId: '', ids, now });
  const made = { ...born, vpc: { ...born.vpc, ...seedNetwork(state, born) } };
  const node = {
    clusterName: name,
    nodegroupName: 'workshop',
    nodeRole: `arn:aws:iam::${account}:role/${nodeRole}`,
    subnets: made.vpc.subnetIds,
    scalingConfig: { minSize: 1, maxSize: 1, desiredSize: 1 },
    instanceTypes: ['m5.large'],
  };
  nodegroups(state, made).put('workshop', newNodegroup(node, made, { ids, now }));
  if (creatorArn) admitAdministrator(made, creatorArn, { state, ids, now });
  admitNodes(made, node.nodeRole, 'EC2_LINUX', { state, ids, now });
  return made;
}
