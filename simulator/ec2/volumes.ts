import type * as ec2 from '@aws-sdk/client-ec2';
import type { Place } from '../eks/tables.ts';
import type { State } from '../state/state.ts';
import { describing } from './describing.ts';
import { type Instance, instancesOf } from './instances.ts';
import { changedTags, nodeTags, type Tags, toTagSet } from './resource-tags.ts';

export const ROOT_DEVICE = '/dev/xvda';

export const volumeIdOf = (instanceId: string) => instanceId.replace(/^i-/, 'vol-');

/** The only ones there are: each instance's root volume, which goes with it. */
export interface Volume {
  id: string;
  /** Under which its tags lie. */
  key: string;
  instance: Instance;
  tags: Tags;
}

export function volumesOf(state: State, place: Place): Volume[] {
  return instancesOf(state, place).map((instance) => {
    const key = `volume/${instance.nodeUid}`;
    return {
      id: volumeIdOf(instance.id),
      key,
      instance,
      tags: changedTags(state, place).get(key) ?? nodeTags(instance),
    };
  });
}

export const describeVolumes = describing<ec2.DescribeVolumesRequest, ec2.Volume>({
  action: 'DescribeVolumes',
  limits: 'The root volumes of nodes.',
  member: 'Volumes',
  list: ({ state, account, region }) => volumesOf(state, { account, region }).map(volumeOutput),
  idOf: ({ VolumeId }) => VolumeId,
  idsIn: ({ VolumeIds }) => VolumeIds,
  notFound: { code: 'InvalidVolume.NotFound', text: (id) => `The volume '${id}' does not exist.` },
  fields: {
    'attachment.delete-on-termination': ({ Attachments = [] }) =>
      Attachments.map(({ DeleteOnTermination }) => String(DeleteOnTermination)),
    'attachment.device': ({ Attachments = [] }) => Attachments.map(({ Device }) => Device),
    'attachment.instance-id': ({ Attachments = [] }) => Attachments.map(({ InstanceId }) => InstanceId),
    'attachment.status': ({ Attachments = [] }) => Attachments.map(({ State }) => State),
    'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
    encrypted: ({ Encrypted }) => [String(Encrypted)],
    size: ({ Size }) => [String(Size)],
    status: ({ State }) => [State],
    'volume-id': ({ VolumeId }) => [VolumeId],
    'volume-type': ({ VolumeType }) => [VolumeType],
  },
});

/** The size is the node group's. Type, throughput and IOPS: what EBS gives a gp3 volume. EBS user guide, "General Purpose SSD" */
function volumeOutput({ id, instance, tags }: Volume): ec2.Volume {
  const { id: InstanceId, zone, launchedAt, group } = instance;
  const attachment = { InstanceId, VolumeId: id, Device: ROOT_DEVICE, AttachTime: launchedAt };
  return {
    VolumeId: id,
    VolumeType: 'gp3',
    Size: group.settings.diskSize ?? 20,
    Iops: 3000,
    Throughput: 125,
    Encrypted: false,
    MultiAttachEnabled: false,
    State: 'in-use',
    AvailabilityZone: zone,
    CreateTime: launchedAt,
    Attachments: [{ ...attachment, State: 'attached', DeleteOnTermination: true }],
    Tags: toTagSet(tags),
  };
}
