import type * as ec2 from '@aws-sdk/client-ec2';
import type { CallContext } from '../../wire/operation.ts';
import { describing } from '../describing.ts';
import { tagsOf, toTagSet } from '../resource-tags.ts';
import { creating } from './creating.ts';
import { deleting, dependencyViolation } from './deleting.ts';
import { getRow, rowAccess } from './noun.ts';
import { INTERNET_GATEWAY, ROUTE_TABLE, type RouteRow, type RouteTableRow, VPC } from './rows.ts';

export const createRouteTable = creating<ec2.CreateRouteTableRequest, RouteTableRow, ec2.CreateRouteTableResult>({
  action: 'CreateRouteTable',
  noun: ROUTE_TABLE,
  knows: ['VpcId'],
  within: ({ VpcId }, context) => [rowAccess('ec2:CreateRouteTable', VPC, context, VpcId)],
  make: ({ VpcId }, context, id) => ({ id, vpcId: getRow(VPC, context, VpcId).id, routes: [], associations: [] }),
  answer: (row, context) => ({ RouteTable: routeTableOutput(row, context) }),
});

export const deleteRouteTable = deleting<ec2.DeleteRouteTableRequest, RouteTableRow, object>({
  action: 'DeleteRouteTable',
  noun: ROUTE_TABLE,
  idIn: ({ RouteTableId }) => RouteTableId,
  /** The main one goes with its VPC only. aws/aws-cli#1549 */
  requireFree({ id, mainAssociationId, associations }) {
    if (mainAssociationId || associations.length > 0) throw dependencyViolation(ROUTE_TABLE, id);
  },
  answer: () => ({}),
});

export const describeRouteTables = describing<ec2.DescribeRouteTablesRequest, ec2.RouteTable>({
  action: 'DescribeRouteTables',
  member: 'RouteTables',
  list: (context) =>
    [...ROUTE_TABLE.table(context.state, context).values()].map((row) => routeTableOutput(row, context)),
  idOf: ({ RouteTableId }) => RouteTableId,
  idsIn: ({ RouteTableIds }) => RouteTableIds,
  notFound: ROUTE_TABLE.notFound,
  fields: {
    'association.main': ({ Associations = [] }) => Associations.map(({ Main }) => String(Main)),
    'association.route-table-association-id': ({ Associations = [] }) =>
      Associations.map(({ RouteTableAssociationId }) => RouteTableAssociationId),
    'association.route-table-id': ({ Associations = [] }) => Associations.map(({ RouteTableId }) => RouteTableId),
    'association.subnet-id': ({ Associations = [] }) => Associations.map(({ SubnetId }) => SubnetId),
    'owner-id': ({ OwnerId }) => [OwnerId],
    'route-table-id': ({ RouteTableId }) => [RouteTableId],
    'route.destination-cidr-block': ({ Routes = [] }) => Routes.map((route) => route.DestinationCidrBlock),
    'route.gateway-id': ({ Routes = [] }) => Routes.map(({ GatewayId }) => GatewayId),
    'vpc-id': ({ VpcId }) => [VpcId],
  },
});

function routeTableOutput(row: RouteTableRow, context: CallContext): ec2.RouteTable {
  const { id, vpcId, routes } = row;
  const local = { DestinationCidrBlock: VPC.table(context.state, context).get(vpcId)?.cidr, GatewayId: 'local' };
  return {
    RouteTableId: id,
    VpcId: vpcId,
    OwnerId: context.account,
    Routes: [
      { ...local, Origin: 'CreateRouteTable', State: 'active' },
      ...routes.map((route) => routeOutput(route, vpcId, context)),
    ],
    Associations: associationsOf(row),
    PropagatingVgws: [],
    Tags: toTagSet(tagsOf(context.state, context, id)),
  };
}

/** A route to a gateway that is detached or gone leads nowhere. */
function routeOutput({ destination, gatewayId }: RouteRow, vpcId: string, context: CallContext): ec2.Route {
  const attached = INTERNET_GATEWAY.table(context.state, context).get(gatewayId)?.vpcId === vpcId;
  const State = attached ? 'active' : 'blackhole';
  return { DestinationCidrBlock: destination, GatewayId: gatewayId, Origin: 'CreateRoute', State };
}

function associationsOf({ id, mainAssociationId, associations }: RouteTableRow): ec2.RouteTableAssociation[] {
  const shared = { RouteTableId: id, AssociationState: { State: 'associated' as const } };
  return [
    ...(mainAssociationId ? [{ ...shared, RouteTableAssociationId: mainAssociationId, Main: true }] : []),
    ...associations.map((association) => ({
      ...shared,
      RouteTableAssociationId: association.id,
      SubnetId: association.subnetId,
      Main: false,
    })),
  ];
}
