import type { AssociateRouteTableResult, CreateRouteTableResult, DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import { findByTags, tagSpecifications } from './ec2-tags.ts';
import type { Given, ResourceType } from './resource-type.ts';

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
  async find(given) {
    const { DestinationCidrBlock: wanted } = given.properties;
    const isThere = (await tableOf(given))?.Routes?.some((route) => route.DestinationCidrBlock === wanted);
    return isThere ? routeId(given.properties) : undefined;
  },
  async create({ properties, call }) {
    const { RouteTableId, DestinationCidrBlock, GatewayId } = properties;
    await call('ec2', 'CreateRoute', { RouteTableId, DestinationCidrBlock, GatewayId });
    return routeId(properties);
  },
  settle: async (_id, { properties }) => ({ CidrBlock: String(properties.DestinationCidrBlock) }),
  remove: (_id, { properties: { RouteTableId, DestinationCidrBlock }, call }) =>
    call('ec2', 'DeleteRoute', { RouteTableId, DestinationCidrBlock }),
};

/** `AWS::EC2::SubnetRouteTableAssociation`. `Ref` gives its id. */
export const ec2RouteTableAssociation: ResourceType = {
  properties: ['RouteTableId', 'SubnetId'],
  attributes: ['Id'],
  async find(given) {
    const { Associations = [] } = (await tableOf(given)) ?? {};
    return Associations.find(({ SubnetId }) => SubnetId === given.properties.SubnetId)?.RouteTableAssociationId;
  },
  async create({ properties: { RouteTableId, SubnetId }, call }) {
    const answer = await call<AssociateRouteTableResult>('ec2', 'AssociateRouteTable', { RouteTableId, SubnetId });
    return answer.AssociationId ?? '';
  },
  settle: async (Id) => ({ Id }),
  remove: (AssociationId, { call }) => call('ec2', 'DisassociateRouteTable', { AssociationId }),
};

const routeId = ({ RouteTableId, DestinationCidrBlock }: Given['properties']) =>
  `${RouteTableId}|${DestinationCidrBlock}`;

/** The route table that a route or an association is of. */
async function tableOf({ properties, call }: Given) {
  const input = { RouteTableIds: [properties.RouteTableId] };
  return (await call<DescribeRouteTablesResult>('ec2', 'DescribeRouteTables', input)).RouteTables?.[0];
}
