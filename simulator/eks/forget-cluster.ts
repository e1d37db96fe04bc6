import { issuers } from '../oidc/issuer.ts';
import type { State } from '../state/state.ts';
import {
  accessEntries,
  addons,
  associationIds,
  associations,
  type Cluster,
  clusters,
  nodegroups,
  updates,
} from './tables.ts';

const TABLES = [addons, nodegroups, associations, associationIds, accessEntries, updates];

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
