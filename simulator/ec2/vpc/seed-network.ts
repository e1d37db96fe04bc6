import type { Cluster } from '../../eks/tables.ts';
import type { State } from '../../state/state.ts';
import { clusterThingId } from '../cluster-network.ts';
import { furnishVpc } from './new-vpc.ts';
import { SUBNET, VPC } from './rows.ts';

const CIDR = '10.0.0.0/16';

const ZONES = [
  { letter: 'a', cidr: '10.0.0.0/18' },
  { letter: 'b', cidr: '10.0.64.0/18' },
  { letter: 'c', cidr: '10.0.128.0/18' },
];

/** Makes the VPC of a cluster that is there from the start, its own, with a subnet in each of three zones. */
export function seedNetwork(state: State, cluster: Cluster): { vpcId: string; subnetIds: string[] } {
  const { region } = cluster;
  const vpcId = clusterThingId('vpc', cluster);
  VPC.table(state, cluster).put(vpcId, {
    ...{ id: vpcId, cidr: CIDR, tenancy: 'default' },
    ...{ dnsSupport: true, dnsHostnames: true, addressUsageMetrics: false },
  });
  // The first of a kind is what EKS makes.
  furnishVpc(state, cluster, vpcId, (prefix) => clusterThingId(prefix, cluster, 1));
  const subnetIds = ZONES.map(({ letter, cidr }, number) => {
    const id = clusterThingId('subnet', cluster, number);
    SUBNET.table(state, cluster).put(id, { id, vpcId, cidr, zone: `${region}${letter}`, mapPublicIp: false });
    return id;
  });
  return { vpcId, subnetIds };
}
