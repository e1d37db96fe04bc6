import type * as ec2 from '@aws-sdk/client-ec2';
import type { CallContext } from '../../wire/operation.ts';
import { describing } from '../describing.ts';
import { ec2Error, invalidValue } from '../ec2-errors.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { tagsOf, toTagSet } from '../resource-tags.ts';
import { creating } from './creating.ts';
import { deleting, dependencyViolation } from './deleting.ts';
import { getRow, rowAccess } from './noun.ts';
import { INTERNET_GATEWAY, type InternetGatewayRow, VPC } from './rows.ts';
import { interfacesIn } from './uses.ts';

export const createInternetGateway = creating<
  ec2.CreateInternetGatewayRequest,
  InternetGatewayRow,
  ec2.CreateInternetGatewayResult
>({
  action: 'CreateInternetGateway',
  noun: INTERNET_GATEWAY,
  knows: [],
  make: (_request, _context, id) => ({ id }),
  answer: (row, context) => ({ InternetGateway: gatewayOutput(row, context) }),
});

export const deleteInternetGateway = deleting<ec2.DeleteInternetGatewayRequest, InternetGatewayRow, object>({
  action: 'DeleteInternetGateway',
  noun: INTERNET_GATEWAY,
  idIn: ({ InternetGatewayId }) => InternetGatewayId,
  requireFree({ id, vpcId }) {
    if (vpcId) throw dependencyViolation(INTERNET_GATEWAY, id);
  },
  answer: () => ({}),
});

const attachmentAccess =
  (action: string) =>
  ({ InternetGatewayId, VpcId }: ec2.AttachInternetGatewayRequest, context: CallContext) => [
    rowAccess(action, INTERNET_GATEWAY, context, InternetGatewayId),
    rowAccess(action, VPC, context, VpcId),
  ];

export const attachInternetGateway = ec2Operation<ec2.AttachInternetGatewayRequest, object>({
  access: attachmentAccess('ec2:AttachInternetGateway'),
  run({ InternetGatewayId, VpcId }, context) {
    const gateway = getRow(INTERNET_GATEWAY, context, InternetGatewayId);
    const vpc = getRow(VPC, context, VpcId);
    if (gateway.vpcId) {
      // Text: berlioz-the/berlioz#1.
      const message = `resource ${gateway.id} is already attached to network ${gateway.vpcId}`;
      throw ec2Error('Resource.AlreadyAssociated', message);
    }
    const gateways = INTERNET_GATEWAY.table(context.state, context);
    if ([...gateways.values()].some(({ vpcId }) => vpcId === vpc.id)) {
      // Text: binlab/terraform-aws-vault-ha-raft#54.
      throw invalidValue(`Network ${vpc.id} already has an internet gateway attached`);
    }
    gateways.put(gateway.id, { ...gateway, vpcId: vpc.id });
    return {};
  },
});

export const detachInternetGateway = ec2Operation<ec2.DetachInternetGatewayRequest, object>({
  access: attachmentAccess('ec2:DetachInternetGateway'),
  run({ InternetGatewayId, VpcId }, context) {
    const { id, vpcId } = getRow(INTERNET_GATEWAY, context, InternetGatewayId);
    const vpc = getRow(VPC, context, VpcId);
    if (vpcId !== vpc.id) {
      throw ec2Error('Gateway.NotAttached', `resource ${id} is not attached to network ${vpc.id}`);
    }
    if (interfacesIn({ vpcId }, context).some(({ publicIp }) => publicIp)) {
      // Text: aws-samples' and many others' logs of stacks that do not go.
      const message = `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`;
      throw ec2Error('DependencyViolation', message);
    }
    INTERNET_GATEWAY.table(context.state, context).put(id, { id });
    return {};
  },
});

export const describeInternetGateways = describing<ec2.DescribeInternetGatewaysRequest, ec2.InternetGateway>({
  action: 'DescribeInternetGateways',
  member: 'InternetGateways',
  list: (context) =>
    [...INTERNET_GATEWAY.table(context.state, context).values()].map((row) => gatewayOutput(row, context)),
  idOf: ({ InternetGatewayId }) => InternetGatewayId,
  idsIn: ({ InternetGatewayIds }) => InternetGatewayIds,
  notFound: INTERNET_GATEWAY.notFound,
  fields: {
    'attachment.state': ({ Attachments = [] }) => Attachments.map(({ State }) => State),
    'attachment.vpc-id': ({ Attachments = [] }) => Attachments.map(({ VpcId }) => VpcId),
    'internet-gateway-id': ({ InternetGatewayId }) => [InternetGatewayId],
    'owner-id': ({ OwnerId }) => [OwnerId],
  },
});

const gatewayOutput = ({ id, vpcId }: InternetGatewayRow, context: CallContext): ec2.InternetGateway => ({
  InternetGatewayId: id,
  OwnerId: context.account,
  // Gateways say `available` where the API's type has `attached`.
  Attachments: vpcId ? [{ VpcId: vpcId, State: 'available' as ec2.AttachmentStatus }] : [],
  Tags: toTagSet(tagsOf(context.state, context, id)),
});
