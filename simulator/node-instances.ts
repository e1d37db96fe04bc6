import { AwsError } from './aws-error.ts';
import { type Cluster, nodegroups } from './eks/tables.ts';
import type { NodeInstances } from './kubernetes/cluster.ts';
import { nameInArn } from './name-in-arn.ts';
import { clusterKey } from './place.ts';
import type { Clock, Ids } from './runtime-services.ts';
import type { State } from './state/state.ts';
import { assumeRoleAsService } from './sts/assume-role-as-service.ts';

/** Of managed groups with AL2023: pods do not get the node's credentials. EKS user guide, "Upgrade to Amazon Linux 2023" */
const DEFAULT_HOP_LIMIT = 1;
const SESSION_SECONDS = 21_600;

/** The hop limits that were changed, by `clusterKey`. */
export const hopLimits = (state: State) => state.table<number>('ec2/metadata-hop-limits');

/** What EC2 does for the nodes of a cluster. */
export function nodeInstances(state: State, row: Cluster, { clock, ids }: { clock: Clock; ids: Ids }): NodeInstances {
  return {
    hopLimit: () => hopLimits(state).get(clusterKey(row)) ?? DEFAULT_HOP_LIMIT,
    assumeRole(group, instanceId) {
      const roleArn = nodegroups(state, row).get(group)?.nodeRoleArn ?? '';
      const name = nameInArn(roleArn);
      const now = clock.now();
      const service = 'ec2.amazonaws.com';
      const assumption = { service, roleArn, sessionName: instanceId, durationSeconds: SESSION_SECONDS };
      try {
        const { credentials } = assumeRoleAsService({ state, ids, now, region: row.region }, assumption);
        return { name, ...credentials, issuedAtMs: now };
      } catch (error) {
        if (error instanceof AwsError) return { name, refused: true };
        throw error;
      }
    },
  };
}
