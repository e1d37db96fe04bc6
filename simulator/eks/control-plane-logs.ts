import { ensureLogGroup } from '../logs/log-group-rows.ts';
import type { State } from '../state/state.ts';
import type { Cluster } from './tables.ts';

/**
 * The log group that EKS writes a cluster's logs to, made with the first of them. Nobody deletes it, and whoever does so
 * before the cluster is gone finds it again. terraform-aws-modules/terraform-aws-eks#920, #2763
 */
export function writeLogs(state: State, cluster: Cluster, now: number): void {
  if (cluster.logTypes.length > 0) ensureLogGroup(state, cluster, `/aws/eks/${cluster.name}/cluster`, now);
}
