import { ec2GatewayAttachment, ec2InternetGateway } from './ec2-internet-gateway.ts';
import { ec2Route, ec2RouteTable, ec2RouteTableAssociation } from './ec2-route-table.ts';
import { ec2Subnet } from './ec2-subnet.ts';
import { ec2Vpc } from './ec2-vpc.ts';
import { eksCluster } from './eks-cluster.ts';
import { eksNodegroup } from './eks-nodegroup.ts';
import { iamRole } from './iam-role.ts';
import type { ResourceType } from './resource-type.ts';

/** What stacks can hold: the types that the templates in cloudformation/ have. */
const RESOURCE_TYPES: Record<string, ResourceType> = {
  'AWS::EC2::InternetGateway': ec2InternetGateway,
  'AWS::EC2::Route': ec2Route,
  'AWS::EC2::RouteTable': ec2RouteTable,
  'AWS::EC2::Subnet': ec2Subnet,
  'AWS::EC2::SubnetRouteTableAssociation': ec2RouteTableAssociation,
  'AWS::EC2::VPC': ec2Vpc,
  'AWS::EC2::VPCGatewayAttachment': ec2GatewayAttachment,
  'AWS::EKS::Cluster': eksCluster,
  'AWS::EKS::Nodegroup': eksNodegroup,
  'AWS::IAM::Role': iamRole,
};

export const findResourceType = (name: string): ResourceType | undefined =>
  Object.hasOwn(RESOURCE_TYPES, name) ? RESOURCE_TYPES[name] : undefined;
