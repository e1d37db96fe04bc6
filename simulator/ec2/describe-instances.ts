import type * as ec2 from '@aws-sdk/client-ec2';
import { ec2Error } from './ec2-errors.ts';
import { ec2Operation } from './ec2-operation.ts';
import { type FilterFields, filtered } from './filters.ts';
import { instanceOutput } from './instance-output.ts';
import { getInstances, instancesOf } from './instances.ts';
import { page } from './page.ts';

export const describeInstances = ec2Operation<ec2.DescribeInstancesRequest, ec2.DescribeInstancesResult>({
  limits: 'The nodes of managed node groups, for as long as they run.',
  access: () => [{ action: 'ec2:DescribeInstances', resource: '*' }],
  run({ InstanceIds: ids = [], Filters, ...request }, context) {
    if (ids.length > 0 && request.MaxResults !== undefined) {
      const message = 'The parameter instancesSet cannot be used with the parameter maxResults';
      throw ec2Error('InvalidParameterCombination', message);
    }
    const { state, account } = context;
    const found = ids.length > 0 ? getInstances(state, context, ids) : instancesOf(state, context);
    const instances = filtered(
      found.map((instance) => instanceOutput(state, instance)),
      Filters,
      FIELDS,
    );
    const { items, NextToken } = page(instances, request);
    return { Reservations: items.map((instance) => reservationOf(instance, account)), ...(NextToken && { NextToken }) };
  },
});

/** Auto Scaling launches them one by one. */
function reservationOf(instance: ec2.Instance, OwnerId: string): ec2.Reservation {
  const ReservationId = (instance.InstanceId ?? '').replace(/^i-/, 'r-');
  return { ReservationId, OwnerId, Groups: [], Instances: [instance] };
}

/** Those of EC2's filters that can tell one node from another. */
const FIELDS: FilterFields<ec2.Instance> = {
  architecture: ({ Architecture }) => [Architecture],
  'availability-zone': ({ Placement }) => [Placement?.AvailabilityZone],
  'iam-instance-profile.arn': ({ IamInstanceProfile }) => [IamInstanceProfile?.Arn],
  'image-id': ({ ImageId }) => [ImageId],
  'instance-id': ({ InstanceId }) => [InstanceId],
  'instance-lifecycle': ({ InstanceLifecycle }) => [InstanceLifecycle],
  'instance-state-code': ({ State }) => [String(State?.Code)],
  'instance-state-name': ({ State }) => [State?.Name],
  'instance-type': ({ InstanceType }) => [InstanceType],
  'instance.group-id': ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupId }) => GroupId),
  'metadata-options.http-endpoint': ({ MetadataOptions }) => [MetadataOptions?.HttpEndpoint],
  'metadata-options.http-put-response-hop-limit': ({ MetadataOptions }) => [
    String(MetadataOptions?.HttpPutResponseHopLimit),
  ],
  'metadata-options.http-tokens': ({ MetadataOptions }) => [MetadataOptions?.HttpTokens],
  'network-interface.network-interface-id': ({ NetworkInterfaces = [] }) =>
    NetworkInterfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
  'private-dns-name': ({ PrivateDnsName }) => [PrivateDnsName],
  'private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
  'subnet-id': ({ SubnetId }) => [SubnetId],
  'vpc-id': ({ VpcId }) => [VpcId],
};
