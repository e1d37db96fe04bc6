import type * as ec2 from '@aws-sdk/client-ec2';
import type { CallContext } from '../../wire/operation.ts';
import { zoneIdOf, zonesOf } from '../availability-zones.ts';
import { describing } from '../describing.ts';
import { ec2Error, invalidValue } from '../ec2-errors.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { ec2Arn } from '../instances.ts';
import { tagsOf, toTagSet } from '../resource-tags.ts';
import { type Cidr, contains, formatCidr, getBlock, invalidRange, overlaps, parseCidr } from './cidr.ts';
import { creating } from './creating.ts';
import { deleting, dependencyViolation } from './deleting.ts';
import { getRow, rowAccess } from './noun.ts';
import { ROUTE_TABLE, SUBNET, type SubnetRow, VPC } from './rows.ts';
import { interfacesIn } from './uses.ts';

export const createSubnet = creating<ec2.CreateSubnetRequest, SubnetRow, ec2.CreateSubnetResult>({
  action: 'CreateSubnet',
  noun: SUBNET,
  limits: 'No IPv6, no IPAM, no Outposts. Without a zone it is the first.',
  knows: ['VpcId', 'CidrBlock', 'AvailabilityZone', 'AvailabilityZoneId'],
  within: ({ VpcId }, context) => [rowAccess('ec2:CreateSubnet', VPC, context, VpcId)],
  make(request, context, id) {
    const vpc = getRow(VPC, context, request.VpcId);
    const zone = zoneFor(request, context.region);
    const cidr = getBlock(request.CidrBlock, 'InvalidSubnet.Range');
    requireRoom(cidr, vpc, request.CidrBlock ?? '', context);
    return { id, vpcId: vpc.id, cidr: formatCidr(cidr), zone, mapPublicIp: false };
  },
  answer: (row, context) => ({ Subnet: subnetOutput(row, context) }),
});

/** Text: getmoto/moto, moto/ec2/exceptions.py */
function zoneFor({ AvailabilityZone, AvailabilityZoneId }: ec2.CreateSubnetRequest, region: string): string {
  const zones = zonesOf(region);
  const wanted = AvailabilityZone ?? AvailabilityZoneId ?? zones[0];
  const found = zones.find((zone) => zone === wanted || (!AvailabilityZone && zoneIdOf(zone) === wanted));
  if (found) return found;
  const parameter = AvailabilityZone ? 'availabilityZone' : 'availabilityZoneId';
  const all = zones.map((zone) => (AvailabilityZone ? zone : zoneIdOf(zone))).join(', ');
  throw invalidValue(
    `Value (${wanted}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${all}.`,
  );
}

/** Errors: InvalidSubnet.Range (pulumi/pulumi-awsx#111), InvalidSubnet.Conflict (hashicorp/terraform#33470). */
function requireRoom(cidr: Cidr, vpc: { id: string; cidr: string }, given: string, context: CallContext): void {
  const whole = parseCidr(vpc.cidr);
  if (!whole || !contains(whole, cidr)) throw invalidRange('InvalidSubnet.Range', given);
  const others = [...SUBNET.table(context.state, context).values()].filter(({ vpcId }) => vpcId === vpc.id);
  const blocks = others.map((other) => parseCidr(other.cidr)).filter((other) => other !== undefined);
  if (!blocks.some((other) => overlaps(other, cidr))) return;
  throw ec2Error('InvalidSubnet.Conflict', `The CIDR '${given}' conflicts with another subnet`);
}

export const deleteSubnet = deleting<ec2.DeleteSubnetRequest, SubnetRow, object>({
  action: 'DeleteSubnet',
  noun: SUBNET,
  idIn: ({ SubnetId }) => SubnetId,
  requireFree({ id }, context) {
    if (interfacesIn({ subnetId: id }, context).length > 0) throw dependencyViolation(SUBNET, id);
  },
  /** A subnet's association with a route table goes with it. */
  alsoDelete({ id }, context) {
    const tables = ROUTE_TABLE.table(context.state, context);
    for (const table of [...tables.values()]) {
      const associations = table.associations.filter(({ subnetId }) => subnetId !== id);
      if (associations.length < table.associations.length) tables.put(table.id, { ...table, associations });
    }
  },
  answer: () => ({}),
});

export const modifySubnetAttribute = ec2Operation<ec2.ModifySubnetAttributeRequest & { DryRun?: undefined }, object>({
  limits: 'Only MapPublicIpOnLaunch.',
  access: ({ SubnetId }, context) => [rowAccess('ec2:ModifySubnetAttribute', SUBNET, context, SubnetId)],
  run({ SubnetId, MapPublicIpOnLaunch, ...others }, context) {
    const row = getRow(SUBNET, context, SubnetId);
    const [other] = Object.keys(others);
    if (other) throw invalidValue(`The local cloud does not have the parameter ${other} (simulator/DIFFERENCES.md).`);
    const mapPublicIp = MapPublicIpOnLaunch?.Value ?? row.mapPublicIp;
    SUBNET.table(context.state, context).put(row.id, { ...row, mapPublicIp });
    return {};
  },
});

export const describeSubnets = describing<ec2.DescribeSubnetsRequest, ec2.Subnet>({
  action: 'DescribeSubnets',
  member: 'Subnets',
  list: (context) => [...SUBNET.table(context.state, context).values()].map((row) => subnetOutput(row, context)),
  idOf: ({ SubnetId }) => SubnetId,
  idsIn: ({ SubnetIds }) => SubnetIds,
  notFound: SUBNET.notFound,
  fields: {
    'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
    'availability-zone-id': ({ AvailabilityZoneId }) => [AvailabilityZoneId],
    'cidr-block': ({ CidrBlock }) => [CidrBlock],
    'map-public-ip-on-launch': ({ MapPublicIpOnLaunch }) => [String(MapPublicIpOnLaunch)],
    'owner-id': ({ OwnerId }) => [OwnerId],
    state: ({ State }) => [State],
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
});

/** EC2 keeps the first four addresses and the last. Amazon VPC user guide, "Subnet CIDR blocks" */
const RESERVED_ADDRESSES = 5;

function subnetOutput({ id, vpcId, cidr, zone, mapPublicIp }: SubnetRow, context: CallContext): ec2.Subnet {
  const size = 2 ** (32 - (parseCidr(cidr)?.prefixLength ?? 32));
  const taken = interfacesIn({ subnetId: id }, context).length;
  return {
    SubnetId: id,
    SubnetArn: ec2Arn(context, `subnet/${id}`),
    VpcId: vpcId,
    OwnerId: context.account,
    State: 'available',
    CidrBlock: cidr,
    AvailableIpAddressCount: size - RESERVED_ADDRESSES - taken,
    AvailabilityZone: zone,
    AvailabilityZoneId: zoneIdOf(zone),
    DefaultForAz: false,
    MapPublicIpOnLaunch: mapPublicIp,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Ipv6Native: false,
    EnableDns64: false,
    MapCustomerOwnedIpOnLaunch: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: toTagSet(tagsOf(context.state, context, id)),
  };
}
