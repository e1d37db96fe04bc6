import type * as ec2 from '@aws-sdk/client-ec2';
import { type Cluster, clusters } from '../eks/tables.ts';
import type { CallContext } from '../wire/operation.ts';
import { describing } from './describing.ts';
import { securityGroupName } from './instance-output.ts';
import { ec2Arn } from './instances.ts';
import { securityGroupIdOf, vpcIdOf } from './network.ts';
import { toTagSet } from './resource-tags.ts';

const clustersOf = (context: CallContext) => [...clusters(context.state, context).values()];

export const describeVpcs = describing<ec2.DescribeVpcsRequest, ec2.Vpc>({
  action: 'DescribeVpcs',
  member: 'Vpcs',
  list: (context) => clustersOf(context).map(vpcOf),
  idOf: ({ VpcId }) => VpcId,
  idsIn: ({ VpcIds }) => VpcIds,
  notFound: { code: 'InvalidVpcID.NotFound', text: (id) => `The vpc ID '${id}' does not exist` },
  fields: {
    cidr: ({ CidrBlock }) => [CidrBlock],
    'is-default': ({ IsDefault }) => [String(IsDefault)],
    'owner-id': ({ OwnerId }) => [OwnerId],
    state: ({ State }) => [State],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
});

/** Each cluster seems to have its own. */
const vpcOf = (cluster: Cluster): ec2.Vpc => ({
  VpcId: vpcIdOf(cluster),
  OwnerId: cluster.account,
  State: 'available',
  CidrBlock: '10.0.0.0/16',
  InstanceTenancy: 'default',
  IsDefault: false,
  Tags: [],
});

export const describeSecurityGroups = describing<ec2.DescribeSecurityGroupsRequest, ec2.SecurityGroup>({
  action: 'DescribeSecurityGroups',
  member: 'SecurityGroups',
  list: (context) => clustersOf(context).map(securityGroupOf),
  idOf: ({ GroupId }) => GroupId,
  idsIn: ({ GroupIds }) => GroupIds,
  notFound: { code: 'InvalidGroup.NotFound', text: (id) => `The security group '${id}' does not exist` },
  fields: {
    'group-id': ({ GroupId }) => [GroupId],
    'group-name': ({ GroupName }) => [GroupName],
    'owner-id': ({ OwnerId }) => [OwnerId],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
});

/** EKS user guide, "View Amazon EKS security group requirements for clusters": its rules and tags */
function securityGroupOf(cluster: Cluster): ec2.SecurityGroup {
  const [GroupId, GroupName] = [securityGroupIdOf(cluster), securityGroupName(cluster)];
  const own = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId, UserId: cluster.account }] };
  return {
    GroupId,
    GroupName,
    SecurityGroupArn: ec2Arn(cluster, `security-group/${GroupId}`),
    OwnerId: cluster.account,
    VpcId: vpcIdOf(cluster),
    Description:
      'EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.',
    IpPermissions: [own],
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    Tags: toTagSet({
      Name: GroupName,
      'aws:eks:cluster-name': cluster.name,
      [`kubernetes.io/cluster/${cluster.name}`]: 'owned',
    }),
  };
}
