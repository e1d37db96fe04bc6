import type { Cluster } from '../eks/tables.ts';

/** What a cluster's id makes of a kind of thing that EC2 has for it: the same wherever it shows. */
const idOf = (kind: string, { id }: { id: string }, number = 0) =>
  `${kind}-${`${id}${id}`.slice(number, number + 17).toLowerCase()}`;

export const vpcIdOf = (cluster: { id: string }) => idOf('vpc', cluster);
/** The one that EKS makes for control plane and nodes. EKS user guide, "View Amazon EKS security group requirements" */
export const securityGroupIdOf = (cluster: { id: string }) => idOf('sg', cluster);
/** The subnet of the zone with this number: one that the cluster was given, or one of our own. */
export const subnetIdOf = (cluster: Pick<Cluster, 'id' | 'vpc'>, zone: number) =>
  cluster.vpc.subnetIds[zone % cluster.vpc.subnetIds.length] ?? idOf('subnet', cluster, zone);

export const interfaceIdOf = (instanceId: string) => instanceId.replace(/^i-/, 'eni-');
export const volumeIdOf = (instanceId: string) => instanceId.replace(/^i-/, 'vol-');
