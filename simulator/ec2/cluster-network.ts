import type { Cluster } from '../eks/tables.ts';
import type { State } from '../state/state.ts';
import { changedTags, type Tags } from './resource-tags.ts';

/** The id of a thing that is there because of a cluster, made of the cluster's own: the same wherever it shows. */
export const clusterThingId = (kind: string, { id }: { id: string }, number = 0) =>
  `${kind}-${`${id}${id}`.slice(15 + number, 32 + number).toLowerCase()}`;

/** The one that EKS makes for control plane and nodes. EKS user guide, "View Amazon EKS security group requirements" */
export const securityGroupIdOf = (cluster: { id: string }) => clusterThingId('sg', cluster);

export interface ClusterSecurityGroup {
  id: string;
  /** `eks-cluster-sg-workshop-a-<digits>` */
  name: string;
  description: string;
  tags: Tags;
}

/** Comes and goes with the cluster. Name and tags: the same page of the user guide. */
export function clusterSecurityGroup(state: State, cluster: Cluster): ClusterSecurityGroup {
  const id = securityGroupIdOf(cluster);
  const name = `eks-cluster-sg-${cluster.name}-${cluster.id.replace(/\D/g, '').slice(0, 10)}`;
  const tags = {
    Name: name,
    'aws:eks:cluster-name': cluster.name,
    [`kubernetes.io/cluster/${cluster.name}`]: 'owned',
  };
  return { id, name, description: DESCRIPTION, tags: changedTags(state, cluster).get(id) ?? tags };
}

const DESCRIPTION =
  'EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.';
