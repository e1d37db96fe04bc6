import type { CreateSubnetResult, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import { findByTags, tagSpecifications } from './ec2-tags.ts';
import { type ResourceType, text, truth } from './resource-type.ts';

/** `AWS::EC2::Subnet`. `Ref` gives its id. */
export const ec2Subnet: ResourceType = {
  properties: ['AvailabilityZone', 'CidrBlock', 'MapPublicIpOnLaunch', 'Tags', 'VpcId'],
  attributes: ['AvailabilityZone', 'CidrBlock', 'SubnetId', 'VpcId'],
  hasSystemTags: true,
  find: (given) => findByTags(given, { operation: 'DescribeSubnets', list: 'Subnets', id: 'SubnetId' }),
  async create({ properties, tags, call }) {
    const { Subnet } = await call<CreateSubnetResult>('ec2', 'CreateSubnet', {
      VpcId: properties.VpcId,
      CidrBlock: properties.CidrBlock,
      AvailabilityZone: text(properties.AvailabilityZone),
      TagSpecifications: tagSpecifications('subnet', tags),
    });
    return Subnet?.SubnetId ?? '';
  },
  async settle(SubnetId, { properties, call }) {
    const Value = truth(properties.MapPublicIpOnLaunch);
    if (Value !== undefined) {
      await call('ec2', 'ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value } });
    }
    const { Subnets } = await call<DescribeSubnetsResult>('ec2', 'DescribeSubnets', { SubnetIds: [SubnetId] });
    const { AvailabilityZone = '', CidrBlock = '', VpcId = '' } = Subnets?.[0] ?? {};
    return { AvailabilityZone, CidrBlock, SubnetId, VpcId };
  },
  remove: (SubnetId, { call }) => call('ec2', 'DeleteSubnet', { SubnetId }),
};
