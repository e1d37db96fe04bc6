import type { AssociateRouteTableResult, CreateRouteTableResult } from '@aws-sdk/client-ec2';
import { findByTags, tagSpecifications } from './ec2-tags.ts';
import type { ResourceType } from './resource-type.ts';

/** `AWS::EC2::RouteTable`. `Ref` gives its id. */
export const ec2RouteTable: ResourceType = {
  properties: ['Tags', 'VpcId'],
  attributes: ['RouteTableId'],
  hasSystemTags: true,
  find: (given) => findByTags(given, { operation: 'DescribeRouteTables', list: 'RouteTables', id: 'RouteTableId' }),
  async create({ properties, tags, call }) {
    const input = { VpcId: properties.VpcId, TagSpecifications: tagSpecifications('route-table', tags) };
    const { RouteTable } = await call<CreateRouteTableResult>('ec2', 'CreateRouteTable', input);
    return RouteTable?.RouteTableId ?? '';
  },
  settle: async (RouteTableId) => ({ RouteTableId }),
  remove: (RouteTableId, { call }) => call('ec2', 'DeleteRouteTable', { RouteTableId }),
};

/** `AWS::EC2::Route`, to a gateway. `Ref` gives `<route table>|<destination>`. */
export const ec2Route: ResourceType = {
  properties: ['DestinationCidrBlock', 'GatewayId', 'RouteTableId'],
  attributes: ['CidrBlock'],
  async create({ properties, call }) {
    const { RouteTableId, DestinationCidrBlock, GatewayId } = properties;
    await call('ec2', 'CreateRoute', { RouteTableId, DestinationCidrBlock, GatewayId });
    return `${RouteTableId}|${DestinationCidrBlock}`;
  },
  settle: async (_id, { properties }) => ({ CidrBlock: String(properties.DestinationCidrBlock) }),
  remove: (_id, { properties: { RouteTableId, DestinationCidrBlock }, call }) =>
    call('ec2', 'DeleteRoute', { RouteTableId, DestinationCidrBlock }),
};

/** `AWS::EC2::SubnetRouteTableAssociation`. `Ref` gives its id. */
export const ec2RouteTableAssociation: ResourceType = {
  properties: ['RouteTableId', 'SubnetId'],
  attributes: ['Id'],
  async create({ properties: { RouteTableId, SubnetId }, call }) {
    const answer = await call<AssociateRouteTableResult>('ec2', 'AssociateRouteTable', { RouteTableId, SubnetId });
    return answer.AssociationId ?? '';
  },
  settle: async (Id) => ({ Id }),
  remove: (AssociationId, { call }) => call('ec2', 'DisassociateRouteTable', { AssociationId }),
};
