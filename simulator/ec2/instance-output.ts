import type * as ec2 from '@aws-sdk/client-ec2';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import type { Instance } from './instances.ts';
import { metadataOptionsOf } from './metadata-options.ts';
import { instanceInterface } from './network-interfaces.ts';
import { instanceTags, toTagSet } from './resource-tags.ts';
import { ROOT_DEVICE, volumeIdOf } from './volumes.ts';

/** An instance as DescribeInstances answers it; running, since whatever is not is no node any more. */
export function instanceOutput(state: State, instance: Instance): ec2.Instance {
  const { id, ip, zone, group, launchedAt, node } = instance;
  return {
    InstanceId: id,
    // Assumed; not confirmed against AWS: ids of images are those of an account's Region.
    ImageId: `ami-0${nameInArn(group.arn).replaceAll('-', '').slice(0, 16)}`,
    InstanceType: (group.settings.instanceTypes?.[0] ?? '') as ec2._InstanceType,
    State: { Code: 16, Name: 'running' },
    ...(group.settings.capacityType === 'SPOT' && { InstanceLifecycle: 'spot' }),
    Architecture: node.metadata.labels?.['kubernetes.io/arch'] === 'arm64' ? 'arm64' : 'x86_64',
    LaunchTime: launchedAt,
    AmiLaunchIndex: 0,
    Placement: { AvailabilityZone: zone, Tenancy: 'default', GroupName: '' },
    Monitoring: { State: 'disabled' },
    PrivateIpAddress: ip,
    PrivateDnsName: node.metadata.name,
    PublicDnsName: '',
    IamInstanceProfile: instanceProfileOf(instance),
    MetadataOptions: { State: 'applied', ...metadataOptionsOf(state, instance.nodeUid) },
    ...networkOf(state, instance),
    ...rootDevice(instance),
    ...{ EnaSupport: true, EbsOptimized: false, Hypervisor: 'xen', VirtualizationType: 'hvm' },
    ...{ PlatformDetails: 'Linux/UNIX', UsageOperation: 'RunInstances', StateTransitionReason: '' },
    Tags: toTagSet(instanceTags(state, instance)),
  };
}

/** EKS makes one for each node group and names it as its Auto Scaling group's id. IAM here does not list it. */
export function instanceProfileOf({ cluster, group }: Instance): ec2.IamInstanceProfile {
  const name = `eks-${nameInArn(group.arn)}`;
  const id = nameInArn(group.arn).replaceAll('-', '').toUpperCase().slice(0, 17);
  return { Arn: `arn:aws:iam::${cluster.account}:instance-profile/${name}`, Id: `AIPA${id}` };
}

function networkOf(state: State, instance: Instance): Partial<ec2.Instance> {
  const { id, ip, node, cluster, launchedAt } = instance;
  const {
    id: NetworkInterfaceId,
    vpcId: VpcId,
    subnetId: SubnetId,
    group,
    publicIp,
  } = instanceInterface(state, instance);
  const address = { PrivateIpAddress: ip, PrivateDnsName: node.metadata.name };
  const shared = { VpcId, SubnetId, SourceDestCheck: true };
  const groups = [{ GroupId: group.id, GroupName: group.name }];
  const Association = publicIp && { PublicIp: publicIp, PublicDnsName: '', IpOwnerId: 'amazon' };
  const AttachmentId = id.replace(/^i-/, 'eni-attach-');
  return {
    ...shared,
    ...(publicIp && { PublicIpAddress: publicIp }),
    SecurityGroups: groups,
    NetworkInterfaces: [
      {
        ...{ ...shared, ...address, NetworkInterfaceId, OwnerId: cluster.account, Groups: groups },
        ...{ Status: 'in-use', InterfaceType: 'interface', Association: Association || undefined },
        PrivateIpAddresses: [{ Primary: true, ...address }],
        Attachment: {
          ...{ AttachmentId, DeviceIndex: 0, Status: 'attached', AttachTime: launchedAt, DeleteOnTermination: true },
        },
      },
    ],
  };
}

function rootDevice({ id, launchedAt }: Instance): Partial<ec2.Instance> {
  const Ebs = { VolumeId: volumeIdOf(id), Status: 'attached', DeleteOnTermination: true, AttachTime: launchedAt };
  return {
    RootDeviceName: ROOT_DEVICE,
    RootDeviceType: 'ebs',
    BlockDeviceMappings: [{ DeviceName: ROOT_DEVICE, Ebs: Ebs as ec2.EbsInstanceBlockDevice }],
  };
}
