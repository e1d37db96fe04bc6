import { allClusters, type Cluster, type NodegroupRow, nodegroups, type Place } from '../eks/tables.ts';
import { addressOf, groupOf, type NodeObject } from '../kubernetes/nodes/node-object.ts';
import { clusterKey } from '../place.ts';
import type { State } from '../state/state.ts';
import { ec2Error, instancesNotFound } from './ec2-errors.ts';

/** The only instances there are: those that managed node groups launched, each a node of its cluster. */
export interface Instance {
  id: string;
  /** Of its node: no other instance ever has it, though ids come again. */
  nodeUid: string;
  cluster: Cluster;
  group: NodegroupRow;
  node: NodeObject;
  ip: string;
  /** `us-west-2a` */
  zone: string;
  launchedAt: Date;
}

export const ec2Arn = ({ account, region }: Place, path: string) => `arn:aws:ec2:${region}:${account}:${path}`;

/** By cluster, and by name of the node. */
export function instancesOf(state: State, { account, region }: Place): Instance[] {
  const own = allClusters(state).filter((cluster) => cluster.account === account && cluster.region === region);
  return own.flatMap((cluster) => {
    const groups = nodegroups(state, cluster);
    const nodes = [...state.table<NodeObject>(`k8s/${clusterKey(cluster)}/nodes`).values()];
    return nodes.flatMap((node) => {
      const group = groups.get(groupOf(node) ?? '');
      return group && node.spec?.providerID ? [instanceOf(node, node.spec.providerID, cluster, group)] : [];
    });
  });
}

/** `aws:///us-west-2a/i-0123456789abcdef0` */
function instanceOf(node: NodeObject, providerId: string, cluster: Cluster, group: NodegroupRow): Instance {
  const [zone = '', id = ''] = providerId.split('/').slice(-2);
  const { uid: nodeUid, creationTimestamp } = node.metadata;
  return { id, nodeUid, cluster, group, node, ip: addressOf(node), zone, launchedAt: new Date(creationTimestamp) };
}

/** Errors: InvalidInstanceID.Malformed; InvalidInstanceID.NotFound, which names all that are missing. */
export function getInstances(state: State, place: Place, ids: string[]): Instance[] {
  const malformed = ids.find((id) => !/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) throw ec2Error('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
  const all = instancesOf(state, place);
  const missing = ids.filter((id) => !all.some((instance) => instance.id === id));
  if (missing.length > 0) throw instancesNotFound(missing);
  return all.filter(({ id }) => ids.includes(id));
}
