import { type Cluster, clusters, type Place } from '../eks/tables.ts';
import type { State } from '../state/state.ts';
import { clusterSecurityGroup, clusterThingId } from './cluster-network.ts';
import { type Instance, instancesOf } from './instances.ts';
import { changedTags, nodeTags, type Tags } from './resource-tags.ts';
import { parseCidr } from './vpc/cidr.ts';
import { SUBNET, type SubnetRow } from './vpc/rows.ts';

/** All are EKS's: those of control planes, and the one of each node. */
export interface NetworkInterface {
  id: string;
  /** Under which its tags lie: ids of instances, and so of what is theirs, come again. */
  key: string;
  vpcId: string;
  subnetId: string;
  zone: string;
  group: { id: string; name: string };
  description: string;
  privateIp: string;
  publicIp?: string;
  attachedAtMs: number;
  instance?: Instance;
  tags: Tags;
}

/** By cluster: they are there as long as the cluster or the instance is. */
export function networkInterfacesOf(state: State, place: Place): NetworkInterface[] {
  const own = [...clusters(state, place).values()];
  return [
    ...own.flatMap((cluster) => controlPlaneInterfaces(state, cluster)),
    ...instancesOf(state, place).map((instance) => instanceInterface(state, instance)),
  ];
}

/** EKS makes two to four in different zones. EKS user guide, "View Amazon EKS networking requirements" */
function controlPlaneInterfaces(state: State, cluster: Cluster): NetworkInterface[] {
  const all = cluster.vpc.subnetIds.map((id) => SUBNET.table(state, cluster).get(id));
  return all
    .filter((subnet) => subnet !== undefined)
    .slice(0, 2)
    .map((subnet, number) => {
      const id = clusterThingId('eni', cluster, number + 1);
      return {
        id,
        key: id,
        ...placeOf(subnet, cluster),
        group: clusterSecurityGroup(state, cluster),
        description: `Amazon EKS ${cluster.name}`,
        privateIp: addressIn(subnet, Number.parseInt(cluster.id.slice(number, number + 2), 16)),
        attachedAtMs: cluster.createdAtMs,
        tags: changedTags(state, cluster).get(id) ?? {},
      };
    });
}

/** The node's address is the one that it has in Kubernetes, whatever the block of its subnet. */
export function instanceInterface(state: State, instance: Instance): NetworkInterface {
  const { cluster, nodeUid, id: instanceId } = instance;
  const subnet = subnetOf(state, instance);
  const key = `eni/${nodeUid}`;
  return {
    id: instanceId.replace(/^i-/, 'eni-'),
    key,
    ...placeOf(subnet, cluster),
    zone: instance.zone,
    group: clusterSecurityGroup(state, cluster),
    description: '',
    privateIp: instance.ip,
    ...(subnet?.mapPublicIp && { publicIp: `203.0.113.${Number.parseInt(instanceId.slice(-2), 16)}` }),
    attachedAtMs: instance.launchedAt.getTime(),
    instance,
    tags: changedTags(state, cluster).get(key) ?? nodeTags(instance),
  };
}

const placeOf = (subnet: SubnetRow | undefined, { vpc }: Cluster) => ({
  vpcId: subnet?.vpcId ?? vpc.vpcId,
  subnetId: subnet?.id ?? '',
  zone: subnet?.zone ?? '',
});

/** The one of its node group in its zone. */
function subnetOf(state: State, { cluster, group, zone }: Instance): SubnetRow | undefined {
  const subnets = (group.settings.subnets ?? []).map((id) => SUBNET.table(state, cluster).get(id));
  return subnets.find((subnet) => subnet?.zone === zone) ?? subnets[0];
}

/** One that EC2 does not keep for itself. */
function addressIn({ cidr }: SubnetRow, number: number): string {
  const { first = 0, last = 0 } = parseCidr(cidr) ?? {};
  const address = first + 4 + (number % Math.max(1, last - first - 4));
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
