import { AwsError } from './aws-error.ts';
import { metadataOptionsOf } from './ec2/metadata-options.ts';
import { type Cluster, nodegroups } from './eks/tables.ts';
import type { NodeInstances } from './kubernetes/cluster.ts';
import { nameInArn } from './name-in-arn.ts';
import type { Clock, Ids } from './runtime-services.ts';
import type { State } from './state/state.ts';
import { assumeRoleAsService } from './sts/assume-role-as-service.ts';

const SESSION_SECONDS = 21_600;

/** What EC2 does for the nodes of a cluster. */
export function nodeInstances(state: State, row: Cluster, { clock, ids }: { clock: Clock; ids: Ids }): NodeInstances {
  return {
    metadataSettings(nodeUid) {
      const { HttpEndpoint, HttpTokens, HttpPutResponseHopLimit: hopLimit } = metadataOptionsOf(state, nodeUid);
      return { isEnabled: HttpEndpoint === 'enabled', needsToken: HttpTokens === 'required', hopLimit };
    },
    assumeRole({ group, id: sessionName }) {
      const roleArn = nodegroups(state, row).get(group)?.nodeRoleArn ?? '';
      const name = nameInArn(roleArn);
      const now = clock.now();
      const service = 'ec2.amazonaws.com';
      const assumption = { service, roleArn, sessionName, durationSeconds: SESSION_SECONDS };
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
