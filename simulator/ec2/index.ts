import * as schemas from '@aws-sdk/client-ec2';
import type { Service } from '../wire/operation.ts';
import { describeAvailabilityZones } from './availability-zones.ts';
import { describeInstances } from './describe-instances.ts';
import { describeNetworkInterfaces } from './describe-network-interfaces.ts';
import { modifyInstanceMetadataOptions } from './modify-metadata-options.ts';
import { createTags, deleteTags, describeTags } from './tags.ts';
import { describeVolumes } from './volumes.ts';
import {
  attachInternetGateway,
  createInternetGateway,
  deleteInternetGateway,
  describeInternetGateways,
  detachInternetGateway,
} from './vpc/internet-gateways.ts';
import { associateRouteTable, disassociateRouteTable } from './vpc/route-table-associations.ts';
import { createRouteTable, deleteRouteTable, describeRouteTables } from './vpc/route-tables.ts';
import { createRoute, deleteRoute } from './vpc/routes.ts';
import { createSecurityGroup, deleteSecurityGroup, describeSecurityGroups } from './vpc/security-groups.ts';
import { createSubnet, deleteSubnet, describeSubnets, modifySubnetAttribute } from './vpc/subnets.ts';
import { describeVpcAttribute, modifyVpcAttribute } from './vpc/vpc-attributes.ts';
import { createVpc, deleteVpc, describeVpcs } from './vpc/vpcs.ts';

/** Amazon EC2: the networks that clusters are in, and what clusters have there: instances, volumes, network interfaces. */
export const ec2: Service = {
  name: 'ec2',
  protocol: 'ec2Query',
  schemas: { ...schemas },
  operations: {
    CreateVpc: createVpc,
    DeleteVpc: deleteVpc,
    DescribeVpcs: describeVpcs,
    DescribeVpcAttribute: describeVpcAttribute,
    ModifyVpcAttribute: modifyVpcAttribute,
    CreateSubnet: createSubnet,
    DeleteSubnet: deleteSubnet,
    DescribeSubnets: describeSubnets,
    ModifySubnetAttribute: modifySubnetAttribute,
    DescribeAvailabilityZones: describeAvailabilityZones,
    AttachInternetGateway: attachInternetGateway,
    CreateInternetGateway: createInternetGateway,
    DeleteInternetGateway: deleteInternetGateway,
    DescribeInternetGateways: describeInternetGateways,
    DetachInternetGateway: detachInternetGateway,
    CreateRouteTable: createRouteTable,
    DeleteRouteTable: deleteRouteTable,
    DescribeRouteTables: describeRouteTables,
    CreateRoute: createRoute,
    DeleteRoute: deleteRoute,
    AssociateRouteTable: associateRouteTable,
    DisassociateRouteTable: disassociateRouteTable,
    CreateSecurityGroup: createSecurityGroup,
    DeleteSecurityGroup: deleteSecurityGroup,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeInstances: describeInstances,
    ModifyInstanceMetadataOptions: modifyInstanceMetadataOptions,
    DescribeVolumes: describeVolumes,
    CreateTags: createTags,
    DeleteTags: deleteTags,
    DescribeTags: describeTags,
  },
};
