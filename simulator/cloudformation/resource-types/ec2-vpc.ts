import type { CreateVpcResult, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import { findByTags, tagSpecifications } from './ec2-tags.ts';
import { type ResourceType, text, truth } from './resource-type.ts';

/** `AWS::EC2::VPC`. `Ref` gives its id. */
export const ec2Vpc: ResourceType = {
  properties: ['CidrBlock', 'EnableDnsHostnames', 'EnableDnsSupport', 'InstanceTenancy', 'Tags'],
  attributes: ['CidrBlock', 'DefaultSecurityGroup', 'VpcId'],
  hasSystemTags: true,
  find: (given) => findByTags(given, { operation: 'DescribeVpcs', list: 'Vpcs', id: 'VpcId' }),
  async create({ properties, tags, call }) {
    const { Vpc } = await call<CreateVpcResult>('ec2', 'CreateVpc', {
      CidrBlock: properties.CidrBlock,
      InstanceTenancy: text(properties.InstanceTenancy),
      TagSpecifications: tagSpecifications('vpc', tags),
    });
    return Vpc?.VpcId ?? '';
  },
  async settle(VpcId, { properties, call }) {
    for (const attribute of ['EnableDnsSupport', 'EnableDnsHostnames']) {
      const Value = truth(properties[attribute]);
      // The API changes one attribute at a time.
      if (Value !== undefined) await call('ec2', 'ModifyVpcAttribute', { VpcId, [attribute]: { Value } });
    }
    const Filters = [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'group-name', Values: ['default'] },
    ];
    const groups = await call<DescribeSecurityGroupsResult>('ec2', 'DescribeSecurityGroups', { Filters });
    const DefaultSecurityGroup = groups.SecurityGroups?.[0]?.GroupId ?? '';
    return { CidrBlock: String(properties.CidrBlock), DefaultSecurityGroup, VpcId };
  },
  remove: (VpcId, { call }) => call('ec2', 'DeleteVpc', { VpcId }),
};
