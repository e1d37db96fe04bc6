import type { Place } from '../../eks/tables.ts';
import type { State } from '../../state/state.ts';
import type { Noun } from './noun.ts';

export interface VpcRow {
  id: string;
  cidr: string;
  tenancy: 'default' | 'dedicated';
  dnsSupport: boolean;
  dnsHostnames: boolean;
  addressUsageMetrics: boolean;
}

export interface SubnetRow {
  id: string;
  vpcId: string;
  cidr: string;
  /** `us-west-2a` */
  zone: string;
  mapPublicIp: boolean;
}

export interface InternetGatewayRow {
  id: string;
  /** The one that it is attached to. */
  vpcId?: string;
}

export interface RouteTableRow {
  id: string;
  vpcId: string;
  /** The id of its association with the VPC itself, which makes it the main one. */
  mainAssociationId?: string;
  /** Beside the local one, which every table has. */
  routes: RouteRow[];
  associations: { id: string; subnetId: string }[];
}

export interface RouteRow {
  destination: string;
  gatewayId: string;
}

export interface SecurityGroupRow {
  id: string;
  vpcId: string;
  name: string;
  description: string;
}

const tableOf =
  <Row>(plural: string) =>
  (state: State, { account, region }: Place) =>
    state.table<Row>(`${account}/ec2/${region}/${plural}`);

const idNotFound = (code: string, name: string) => ({
  code,
  text: (id: string) => `The ${name} ID '${id}' does not exist`,
});

export const VPC: Noun<VpcRow> = {
  type: 'vpc',
  prefix: 'vpc',
  name: 'vpc',
  notFound: idNotFound('InvalidVpcID.NotFound', 'vpc'),
  table: tableOf<VpcRow>('vpcs'),
};

export const SUBNET: Noun<SubnetRow> = {
  type: 'subnet',
  prefix: 'subnet',
  name: 'subnet',
  notFound: idNotFound('InvalidSubnetID.NotFound', 'subnet'),
  table: tableOf<SubnetRow>('subnets'),
};

export const INTERNET_GATEWAY: Noun<InternetGatewayRow> = {
  type: 'internet-gateway',
  prefix: 'igw',
  name: 'internetGateway',
  notFound: idNotFound('InvalidInternetGatewayID.NotFound', 'internetGateway'),
  table: tableOf<InternetGatewayRow>('internet-gateways'),
};

export const ROUTE_TABLE: Noun<RouteTableRow> = {
  type: 'route-table',
  prefix: 'rtb',
  name: 'routeTable',
  notFound: idNotFound('InvalidRouteTableID.NotFound', 'routeTable'),
  table: tableOf<RouteTableRow>('route-tables'),
};

/** Those that EKS makes are no rows: they come and go with their clusters. */
export const SECURITY_GROUP: Noun<SecurityGroupRow> = {
  type: 'security-group',
  prefix: 'sg',
  name: 'security group',
  notFound: { code: 'InvalidGroup.NotFound', text: (id) => `The security group '${id}' does not exist` },
  table: tableOf<SecurityGroupRow>('security-groups'),
};

export const NOUNS: Noun<{ id: string }>[] = [VPC, SUBNET, INTERNET_GATEWAY, ROUTE_TABLE, SECURITY_GROUP].map(
  (noun) => noun as unknown as Noun<{ id: string }>,
);
