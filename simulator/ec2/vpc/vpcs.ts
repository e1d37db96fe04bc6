import type * as ec2 from '@aws-sdk/client-ec2';
import type { CallContext } from '../../wire/operation.ts';
import { describing } from '../describing.ts';
import { invalidValue } from '../ec2-errors.ts';
import { tagsOf, toTagSet } from '../resource-tags.ts';
import { formatCidr, getBlock } from './cidr.ts';
import { creating } from './creating.ts';
import { deleteRow, deleting, dependencyViolation } from './deleting.ts';
import { DEFAULT_GROUP, furnishVpc } from './new-vpc.ts';
import { newId } from './noun.ts';
import { ROUTE_TABLE, SECURITY_GROUP, VPC, type VpcRow } from './rows.ts';
import { isVpcInUse } from './uses.ts';

export const createVpc = creating<ec2.CreateVpcRequest, VpcRow, ec2.CreateVpcResult>({
  action: 'CreateVpc',
  noun: VPC,
  limits: 'One IPv4 block, no IPv6, no IPAM. No quota; network ACLs and DHCP options are not to be seen.',
  knows: ['CidrBlock', 'InstanceTenancy'],
  make({ CidrBlock, InstanceTenancy: tenancy = 'default' }, context, id) {
    const cidr = formatCidr(getBlock(CidrBlock, 'InvalidVpc.Range'));
    if (tenancy !== 'default' && tenancy !== 'dedicated') {
      // Assumed; not confirmed against AWS.
      throw invalidValue(`Invalid value '${tenancy}' for InstanceTenancy.`);
    }
    furnishVpc(context.state, context, id, (prefix) => newId(prefix, context.ids));
    return { id, cidr, tenancy, dnsSupport: true, dnsHostnames: false, addressUsageMetrics: false };
  },
  answer: (row, context) => ({ Vpc: { ...vpcOutput(row, context), State: 'pending' } }),
});

export const deleteVpc = deleting<ec2.DeleteVpcRequest, VpcRow, object>({
  action: 'DeleteVpc',
  noun: VPC,
  idIn: ({ VpcId }) => VpcId,
  requireFree({ id }, context) {
    if (isVpcInUse(id, context)) throw dependencyViolation(VPC, id);
  },
  alsoDelete({ id }, context) {
    const { state } = context;
    const table = [...ROUTE_TABLE.table(state, context).values()].find(({ vpcId }) => vpcId === id);
    if (table) deleteRow(ROUTE_TABLE, table.id, context);
    const groups = [...SECURITY_GROUP.table(state, context).values()];
    const group = groups.find(({ vpcId, name }) => vpcId === id && name === DEFAULT_GROUP);
    if (group) deleteRow(SECURITY_GROUP, group.id, context);
  },
  answer: () => ({}),
});

export const describeVpcs = describing<ec2.DescribeVpcsRequest, ec2.Vpc>({
  action: 'DescribeVpcs',
  member: 'Vpcs',
  list: (context) => [...VPC.table(context.state, context).values()].map((row) => vpcOutput(row, context)),
  idOf: ({ VpcId }) => VpcId,
  idsIn: ({ VpcIds }) => VpcIds,
  notFound: VPC.notFound,
  fields: {
    cidr: ({ CidrBlock }) => [CidrBlock],
    'cidr-block-association.cidr-block': ({ CidrBlock }) => [CidrBlock],
    'is-default': ({ IsDefault }) => [String(IsDefault)],
    'owner-id': ({ OwnerId }) => [OwnerId],
    state: ({ State }) => [State],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
});

function vpcOutput({ id, cidr, tenancy }: VpcRow, { state, account, region }: CallContext): ec2.Vpc {
  const AssociationId = id.replace(/^vpc-/, 'vpc-cidr-assoc-');
  return {
    VpcId: id,
    OwnerId: account,
    State: 'available',
    CidrBlock: cidr,
    CidrBlockAssociationSet: [{ AssociationId, CidrBlock: cidr, CidrBlockState: { State: 'associated' } }],
    Ipv6CidrBlockAssociationSet: [],
    InstanceTenancy: tenancy,
    IsDefault: false,
    DhcpOptionsId: 'default',
    Tags: toTagSet(tagsOf(state, { account, region }, id)),
  };
}
