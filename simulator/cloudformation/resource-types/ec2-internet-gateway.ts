import type { CreateInternetGatewayResult, DescribeInternetGatewaysResult } from '@aws-sdk/client-ec2';
import { findByTags, tagSpecifications } from './ec2-tags.ts';
import { type Given, isAbsent, type ResourceType } from './resource-type.ts';

/** `AWS::EC2::InternetGateway`. `Ref` gives its id. */
export const ec2InternetGateway: ResourceType = {
  properties: ['Tags'],
  attributes: ['InternetGatewayId'],
  hasSystemTags: true,
  find: (given) =>
    findByTags(given, { operation: 'DescribeInternetGateways', list: 'InternetGateways', id: 'InternetGatewayId' }),
  async create({ tags, call }) {
    const input = { TagSpecifications: tagSpecifications('internet-gateway', tags) };
    const { InternetGateway } = await call<CreateInternetGatewayResult>('ec2', 'CreateInternetGateway', input);
    return InternetGateway?.InternetGatewayId ?? '';
  },
  settle: async (InternetGatewayId) => ({ InternetGatewayId }),
  remove: (InternetGatewayId, { call }) => call('ec2', 'DeleteInternetGateway', { InternetGatewayId }),
};

/** `AWS::EC2::VPCGatewayAttachment`, of internet gateways. `Ref` gives `IGW|<VPC>`. */
export const ec2GatewayAttachment: ResourceType = {
  properties: ['InternetGatewayId', 'VpcId'],
  attributes: ['AttachmentType'],
  async find({ properties, call }) {
    const input = { InternetGatewayIds: [properties.InternetGatewayId] };
    const answer = await call<DescribeInternetGatewaysResult>('ec2', 'DescribeInternetGateways', input);
    const isAttached = answer.InternetGateways?.[0]?.Attachments?.some(({ VpcId }) => VpcId === properties.VpcId);
    return isAttached ? idOf(properties) : undefined;
  },
  async create({ properties, call }) {
    await call('ec2', 'AttachInternetGateway', attachment(properties));
    return idOf(properties);
  },
  settle: async () => ({ AttachmentType: 'IGW' }),
  remove: (_id, { properties, call }) =>
    call('ec2', 'DetachInternetGateway', attachment(properties)).catch((error) => {
      if (!isAbsent(error)) throw error;
    }),
};

const idOf = ({ VpcId }: Given['properties']) => `IGW|${VpcId}`;

const attachment = ({ InternetGatewayId, VpcId }: Given['properties']) => ({ InternetGatewayId, VpcId });
