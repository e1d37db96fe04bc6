import type * as ec2 from '@aws-sdk/client-ec2';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import type { Instance } from './instances.ts';
import { metadataOptionsOf } from './metadata-options.ts';
import { interfaceIdOf, securityGroupIdOf, subnetIdOf, volumeIdOf, vpcIdOf } from './network.ts';
import { instanceTags, toTagSet } from './resource-tags.ts';

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
    ...networkOf(instance),
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

function networkOf({ id, ip, zone, cluster, launchedAt, node }: Instance): Partial<ec2.Instance> {
  const place = { SubnetId: subnetIdOf(cluster, zoneNumber(zone)), VpcId: vpcIdOf(cluster) };
  const groups = [{ GroupId: securityGroupIdOf(cluster), GroupName: securityGroupName(cluster) }];
  return {
    ...place,
    SecurityGroups: groups,
    SourceDestCheck: true,
    NetworkInterfaces: [
      {
        ...place,
        NetworkInterfaceId: interfaceIdOf(id),
        OwnerId: cluster.account,
        Status: 'in-use',
        InterfaceType: 'interface',
        PrivateIpAddress: ip,
        PrivateDnsName: node.metadata.name,
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: ip, PrivateDnsName: node.metadata.name }],
        Groups: groups,
        SourceDestCheck: true,
        Attachment: {
          AttachmentId: id.replace(/^i-/, 'eni-attach-'),
          DeviceIndex: 0,
          Status: 'attached',
          AttachTime: launchedAt,
          DeleteOnTermination: true,
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

const ROOT_DEVICE = '/dev/xvda';

export const zoneNumber = (zone: string) => zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0);

/** `eks-cluster-sg-workshop-a-<digits>`. EKS user guide, "View Amazon EKS security group requirements" */
export const securityGroupName = ({ name, id }: { name: string; id: string }) =>
  `eks-cluster-sg-${name}-${id.replace(/\D/g, '').slice(0, 10)}`;
