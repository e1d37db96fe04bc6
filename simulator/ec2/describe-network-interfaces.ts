import type * as ec2 from '@aws-sdk/client-ec2';
import type { CallContext } from '../wire/operation.ts';
import { describing } from './describing.ts';
import { type NetworkInterface, networkInterfacesOf } from './network-interfaces.ts';
import { toTagSet } from './resource-tags.ts';

/** Interfaces have a TagSet where all else has Tags. */
type Interface = ec2.NetworkInterface & { Tags: ec2.Tag[] };

export const describeNetworkInterfaces = describing<ec2.DescribeNetworkInterfacesRequest, Interface>({
  action: 'DescribeNetworkInterfaces',
  limits: 'Those of clusters’ control planes and of nodes; none of pods.',
  member: 'NetworkInterfaces',
  list: (context) => networkInterfacesOf(context.state, context).map((one) => interfaceOutput(one, context)),
  idOf: ({ NetworkInterfaceId }) => NetworkInterfaceId,
  idsIn: ({ NetworkInterfaceIds }) => NetworkInterfaceIds,
  notFound: {
    code: 'InvalidNetworkInterfaceID.NotFound',
    text: (id) => `The networkInterface ID '${id}' does not exist`,
  },
  fields: {
    'association.public-ip': ({ Association }) => [Association?.PublicIp],
    'attachment.instance-id': ({ Attachment }) => [Attachment?.InstanceId],
    'attachment.status': ({ Attachment }) => [Attachment?.Status],
    'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
    description: ({ Description }) => [Description],
    'group-id': ({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId),
    'group-name': ({ Groups = [] }) => Groups.map(({ GroupName }) => GroupName),
    'interface-type': ({ InterfaceType }) => [InterfaceType],
    'network-interface-id': ({ NetworkInterfaceId }) => [NetworkInterfaceId],
    'owner-id': ({ OwnerId }) => [OwnerId],
    'private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
    'requester-managed': ({ RequesterManaged }) => [String(RequesterManaged)],
    status: ({ Status }) => [Status],
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
});

function interfaceOutput(one: NetworkInterface, { account }: CallContext): Interface {
  const { group, publicIp, privateIp: PrivateIpAddress, tags } = one;
  const Association = publicIp ? { PublicIp: publicIp, PublicDnsName: '', IpOwnerId: 'amazon' } : undefined;
  return {
    NetworkInterfaceId: one.id,
    OwnerId: account,
    VpcId: one.vpcId,
    SubnetId: one.subnetId,
    AvailabilityZone: one.zone,
    Description: one.description,
    InterfaceType: 'interface',
    // Assumed; not confirmed against AWS: of control planes.
    RequesterManaged: !one.instance,
    Status: 'in-use',
    SourceDestCheck: true,
    PrivateIpAddress,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress, Association }],
    Association,
    Groups: [{ GroupId: group.id, GroupName: group.name }],
    Attachment: attachmentOf(one),
    TagSet: toTagSet(tags),
    Tags: toTagSet(tags),
  };
}

/** Of a control plane's interface the instance is AWS's own. */
const attachmentOf = ({ id, instance, attachedAtMs }: NetworkInterface): ec2.NetworkInterfaceAttachment => ({
  AttachmentId: id.replace(/^eni-/, 'eni-attach-'),
  ...(instance && { InstanceId: instance.id }),
  DeviceIndex: instance ? 0 : 1,
  Status: 'attached',
  AttachTime: new Date(attachedAtMs),
  DeleteOnTermination: instance !== undefined,
});
