import type { Tag } from '@aws-sdk/client-ec2';
import type { Place } from '../eks/tables.ts';
import type { State } from '../state/state.ts';
import type { Instance } from './instances.ts';

export type Tags = Record<string, string>;

/** What a resource was made with, or what its tags were changed into, by the resource's own key. */
export const changedTags = (state: State, { account, region }: Place) =>
  state.table<Tags>(`${account}/ec2/${region}/tags`);

/** Those of what clients made, by its id. */
export const tagsOf = (state: State, place: Place, id: string): Tags => changedTags(state, place).get(id) ?? {};

/** EC2's own condition keys for a resource's tags. */
export const tagKeysOf = (tags: Tags): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`ec2:ResourceTag/${key}`, value]));

/**
 * What EKS, Auto Scaling and the cluster autoscaler's discovery put on a managed node. EKS user guide, "Simplify node
 * lifecycle with managed node groups" and "Organize Amazon EKS resources with tags"
 */
function launchTags({ cluster, group }: Instance): Tags {
  return {
    'aws:autoscaling:groupName': `eks-${group.name}-${group.arn.split('/').at(-1)}`,
    'aws:eks:cluster-name': cluster.name,
    'eks:cluster-name': cluster.name,
    'eks:nodegroup-name': group.name,
    'k8s.io/cluster-autoscaler/enabled': 'true',
    [`k8s.io/cluster-autoscaler/${cluster.name}`]: 'owned',
    [`kubernetes.io/cluster/${cluster.name}`]: 'owned',
  };
}

/** What the launch template that EKS makes puts on a node's volume and network interface. Assumed; not confirmed against AWS. */
export const nodeTags = ({ cluster, group }: Instance): Tags => ({
  'eks:cluster-name': cluster.name,
  'eks:nodegroup-name': group.name,
});

export const instanceTags = (state: State, instance: Instance): Tags =>
  changedTags(state, instance.cluster).get(instance.nodeUid) ?? launchTags(instance);

export const fromTagSet = (tags: Tag[]): Tags =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export const toTagSet = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
