import type { RoleUsageType } from '@aws-sdk/client-iam';
import { allClusters, type Cluster, nodegroups } from '../eks/tables.ts';
import type { State } from '../state/state.ts';
import type { Scope } from './entity.ts';

const USES: Record<string, (state: State, cluster: Cluster) => string[]> = {
  'eks.amazonaws.com': (_state, cluster) => [cluster.arn],
  'eks-nodegroup.amazonaws.com': (state, cluster) => [...nodegroups(state, cluster).values()].map(({ arn }) => arn),
};

/** What in the account keeps a service's role from being deleted, by Region. */
export function usesOfServiceLinkedRole({ state, account }: Scope, service: string): RoleUsageType[] {
  const resourcesOf = USES[service];
  if (!resourcesOf) return [];
  const byRegion = new Map<string, string[]>();
  for (const cluster of allClusters(state)) {
    if (cluster.account !== account) continue;
    byRegion.set(cluster.region, [...(byRegion.get(cluster.region) ?? []), ...resourcesOf(state, cluster)]);
  }
  return [...byRegion].flatMap(([Region, Resources]) => (Resources.length > 0 ? [{ Region, Resources }] : []));
}
