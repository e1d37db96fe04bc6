import type { ApiContext } from '../api-server/api-context.ts';
import { storeNew } from '../api-server/create.ts';
import { findKind, type Kind, resourceName } from '../api-server/kinds.ts';
import type { ClusterSurroundings } from '../cluster.ts';
import { deleteObject } from '../controllers/delete-object.ts';
import { AGENT_NAME, AGENT_NAMESPACE, agentDaemonSet } from './agent-daemon-set.ts';

const DAEMON_SET = findKind('apps', 'v1', 'daemonsets') as Kind;

/** EKS' part of the add-on: its DaemonSet is in the cluster while the add-on is. */
export async function deployAgent(
  context: ApiContext,
  { arn, region, hasAgent }: Pick<ClusterSurroundings, 'arn' | 'region' | 'hasAgent'>,
): Promise<void> {
  const { storage, clock } = context;
  const deployed = storage.get(resourceName(DAEMON_SET), AGENT_NAMESPACE, AGENT_NAME);
  if (hasAgent() && !deployed) await storeNew(context, DAEMON_SET, agentDaemonSet(nameOf(arn), region));
  if (!hasAgent() && deployed) deleteObject(storage, clock, resourceName(DAEMON_SET), deployed);
}

/** `arn:aws:eks:<region>:<account>:cluster/<name>` */
const nameOf = (clusterArn: string) => clusterArn.split('/').at(-1) ?? '';
