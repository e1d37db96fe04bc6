import { issuers } from '../oidc/issuer.ts';
import type { State } from '../state/state.ts';
import {
  accessEntries,
  addons,
  allClusters,
  associationIds,
  associations,
  type Cluster,
  clusters,
  fargateProfiles,
  identityProviders,
  nodegroups,
  updates,
} from './tables.ts';

/** Those whose rows go some time after they were deleted. */
const SLOW_TABLES = [nodegroups, fargateProfiles, identityProviders];
const TABLES = [...SLOW_TABLES, addons, associations, associationIds, accessEntries, updates];

/** Removes a cluster with all that EKS keeps of it, and its issuer's keys; what runs of it is for others to end. */
export function forgetCluster(state: State, cluster: Cluster): void {
  state.transaction(() => {
    for (const open of TABLES) {
      const table = open(state, cluster);
      for (const key of [...table.keys()]) table.delete(key);
    }
    issuers(state).delete(cluster.issuer);
    clusters(state, cluster).delete(cluster.name);
  });
}

/**
 * Ends the deletions that the local cloud's own end has interrupted: of what clusters have, and of clusters, which it
 * answers since they may have left something behind outside of EKS.
 */
export function finishDeletions(state: State): Cluster[] {
  for (const cluster of allClusters(state)) {
    for (const open of SLOW_TABLES) {
      const table = open(state, cluster);
      for (const row of [...table.values()].filter(isLeaving)) table.delete(row.name);
    }
  }
  const leaving = allClusters(state).filter(isLeaving);
  for (const cluster of leaving) forgetCluster(state, cluster);
  return leaving;
}

const isLeaving = ({ transition }: { transition?: { status: string } }) => transition?.status === 'DELETING';
