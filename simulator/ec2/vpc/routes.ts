import type * as ec2 from '@aws-sdk/client-ec2';
import { ec2Error, invalidValue } from '../ec2-errors.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { formatCidr, getCidr } from './cidr.ts';
import { getRow, rowAccess } from './noun.ts';
import { INTERNET_GATEWAY, ROUTE_TABLE, VPC } from './rows.ts';

const PARAMETER = 'destinationCidrBlock';

export const createRoute = ec2Operation<ec2.CreateRouteRequest, ec2.CreateRouteResult>({
  limits: 'IPv4, to internet gateways only. Routes lead nowhere.',
  access: ({ RouteTableId }, context) => [rowAccess('ec2:CreateRoute', ROUTE_TABLE, context, RouteTableId)],
  run({ RouteTableId, DestinationCidrBlock = '', GatewayId = '' }, context) {
    const table = getRow(ROUTE_TABLE, context, RouteTableId);
    const gateway = getRow(INTERNET_GATEWAY, context, GatewayId);
    const destination = formatCidr(getCidr(DestinationCidrBlock, PARAMETER));
    if (gateway.vpcId !== table.vpcId) {
      // Text: giantswarm/aws-operator#632.
      throw invalidValue(`route table ${table.id} and network gateway ${gateway.id} belong to different networks`);
    }
    const local = VPC.table(context.state, context).get(table.vpcId)?.cidr;
    if (destination === local || table.routes.some((route) => route.destination === destination)) {
      // Text: getmoto/moto, moto/ec2/exceptions.py
      const message = `The route identified by ${destination} already exists`;
      throw ec2Error('RouteAlreadyExists', message);
    }
    const routes = [...table.routes, { destination, gatewayId: gateway.id }];
    ROUTE_TABLE.table(context.state, context).put(table.id, { ...table, routes });
    return { Return: true };
  },
});

export const deleteRoute = ec2Operation<ec2.DeleteRouteRequest, object>({
  access: ({ RouteTableId }, context) => [rowAccess('ec2:DeleteRoute', ROUTE_TABLE, context, RouteTableId)],
  run({ RouteTableId, DestinationCidrBlock = '' }, context) {
    const table = getRow(ROUTE_TABLE, context, RouteTableId);
    const wanted = formatCidr(getCidr(DestinationCidrBlock, PARAMETER));
    const routes = table.routes.filter(({ destination }) => destination !== wanted);
    if (routes.length === table.routes.length) {
      // Text: getmoto/moto, moto/ec2/exceptions.py
      const message = `no route with destination-cidr-block ${wanted} in route table ${table.id}`;
      throw ec2Error('InvalidRoute.NotFound', message);
    }
    ROUTE_TABLE.table(context.state, context).put(table.id, { ...table, routes });
    return {};
  },
});
