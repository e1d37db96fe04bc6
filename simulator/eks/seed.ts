import { type Ids, UPPER_HEX } from '../runtime-services.ts';
import type { State } from '../state/state.ts';
import { eksArn } from './arns.ts';
import { type Cluster, clusters } from './tables.ts';

export interface ClusterSeed {
  account: string;
  region: string;
  names: readonly string[];
  /** Names of the roles that clusters and nodes have, in the same account. */
  clusterRole: string;
  nodeRole: string;
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
    const made = newCluster(name, seed);
    table.put(name, made);
    return made;
  });
}

function newCluster(name: string, { account, region, clusterRole, nodeRole, ids, now }: ClusterSeed): Cluster {
  const id = ids.chars(32, UPPER_HEX);
  return {
    name,
    arn: eksArn({ account, region }, `cluster/${name}`),
    id,
    account,
    region,
    issuer: `https://oidc.eks.${region}.amazonaws.com/id/${id}`,
    version: '1.33',
    platformVersion: 'eks.22',
    roleArn: `arn:aws:iam::${account}:role/${clusterRole}`,
    nodeRoleArn: `arn:aws:iam::${account}:role/${nodeRole}`,
    createdAtMs: now,
    tags: {},
  };
}
