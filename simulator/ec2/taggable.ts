import type { ResourceType } from '@aws-sdk/client-ec2';
import { clusters, type Place } from '../eks/tables.ts';
import type { State } from '../state/state.ts';
import { clusterSecurityGroup } from './cluster-network.ts';
import { ec2Arn, instancesOf } from './instances.ts';
import { networkInterfacesOf } from './network-interfaces.ts';
import { instanceTags, type Tags, tagsOf } from './resource-tags.ts';
import { volumesOf } from './volumes.ts';
import { NOUNS } from './vpc/rows.ts';

/** Anything of EC2 that can have tags. */
export interface Taggable {
  id: string;
  type: ResourceType;
  arn: string;
  /** Under which its tags lie (`changedTags`) once they have been changed. */
  key: string;
  tags: Tags;
}

/** All that an account has in a Region: what clients made, and what EKS did. */
export function taggables(state: State, place: Place): Taggable[] {
  const made = NOUNS.flatMap((noun) =>
    [...noun.table(state, place).keys()].map((id) => ({ id, type: noun.type, tags: tagsOf(state, place, id) })),
  );
  const instances = instancesOf(state, place).map((instance) => ({
    id: instance.id,
    key: instance.nodeUid,
    tags: instanceTags(state, instance),
  }));
  return [
    ...made.map((one) => ({ ...one, key: one.id })),
    ...groupsOf(state, place),
    ...instances.map((one) => ({ ...one, type: 'instance' as const })),
    ...volumesOf(state, place).map(({ id, key, tags }) => ({ id, key, tags, type: 'volume' as const })),
    ...networkInterfacesOf(state, place).map(({ id, key, tags }) => ({
      id,
      key,
      tags,
      type: 'network-interface' as const,
    })),
  ].map((one) => ({ ...one, arn: ec2Arn(place, `${one.type}/${one.id}`) }));
}

function groupsOf(state: State, place: Place) {
  const groups = [...clusters(state, place).values()].map((cluster) => clusterSecurityGroup(state, cluster));
  return groups.map(({ id, tags }) => ({ id, key: id, tags, type: 'security-group' as const }));
}
