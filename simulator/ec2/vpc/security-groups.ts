import type * as ec2 from '@aws-sdk/client-ec2';
import { type Cluster, clusters } from '../../eks/tables.ts';
import type { CallContext } from '../../wire/operation.ts';
import { clusterSecurityGroup } from '../cluster-network.ts';
import { describing } from '../describing.ts';
import { ec2Error, invalidValue } from '../ec2-errors.ts';
import { ec2Arn } from '../instances.ts';
import { tagsOf, toTagSet } from '../resource-tags.ts';
import { creating } from './creating.ts';
import { deleting } from './deleting.ts';
import { DEFAULT_GROUP } from './new-vpc.ts';
import { getRow, rowAccess } from './noun.ts';
import { SECURITY_GROUP, type SecurityGroupRow, VPC } from './rows.ts';
import { interfacesIn } from './uses.ts';

export const createSecurityGroup = creating<
  ec2.CreateSecurityGroupRequest,
  SecurityGroupRow,
  ec2.CreateSecurityGroupResult
>({
  action: 'CreateSecurityGroup',
  noun: SECURITY_GROUP,
  limits: 'In a VPC that is named; its rules cannot be changed.',
  knows: ['GroupName', 'Description', 'VpcId'],
  within: ({ VpcId }, context) => [rowAccess('ec2:CreateSecurityGroup', VPC, context, VpcId)],
  make({ GroupName: name = '', Description: description = '', VpcId }, context, id) {
    const { id: vpcId } = getRow(VPC, context, VpcId);
    if (/^sg-/.test(name)) throw invalidValue('Group names may not be in the format sg-*.');
    const present = [...SECURITY_GROUP.table(context.state, context).values()];
    if (present.some((group) => group.vpcId === vpcId && group.name === name)) {
      const message = `The security group '${name}' already exists for VPC '${vpcId}'`;
      throw ec2Error('InvalidGroup.Duplicate', message);
    }
    return { id, vpcId, name, description };
  },
  answer: ({ id }, context) => ({
    GroupId: id,
    SecurityGroupArn: ec2Arn(context, `security-group/${id}`),
    Tags: toTagSet(tagsOf(context.state, context, id)),
  }),
});

export const deleteSecurityGroup = deleting<
  ec2.DeleteSecurityGroupRequest,
  SecurityGroupRow,
  ec2.DeleteSecurityGroupResult
>({
  action: 'DeleteSecurityGroup',
  noun: SECURITY_GROUP,
  idIn: ({ GroupId }) => GroupId,
  requireFree({ id, vpcId, name }, context) {
    if (name === DEFAULT_GROUP) {
      throw ec2Error(
        'CannotDelete',
        `the specified group: "${id}" name: "${DEFAULT_GROUP}" cannot be deleted by a user`,
      );
    }
    if (!interfacesIn({ vpcId }, context).some(({ group }) => group.id === id)) return;
    // Text: aws/aws-cdk#14456.
    throw ec2Error('DependencyViolation', `resource ${id} has a dependent object`);
  },
  answer: ({ id }) => ({ Return: true, GroupId: id }),
});

export const describeSecurityGroups = describing<ec2.DescribeSecurityGroupsRequest, ec2.SecurityGroup>({
  action: 'DescribeSecurityGroups',
  member: 'SecurityGroups',
  list: (context) => [
    ...[...clusters(context.state, context).values()].map((cluster) => clusterGroupOutput(cluster, context)),
    ...[...SECURITY_GROUP.table(context.state, context).values()].map((row) => groupOutput(row, context)),
  ],
  idOf: ({ GroupId }) => GroupId,
  idsIn: ({ GroupIds }) => GroupIds,
  notFound: SECURITY_GROUP.notFound,
  fields: {
    description: ({ Description }) => [Description],
    'group-id': ({ GroupId }) => [GroupId],
    'group-name': ({ GroupName }) => [GroupName],
    'owner-id': ({ OwnerId }) => [OwnerId],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
});

const ALL_OUT = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** A VPC's default group lets its members in; a new one lets nobody in. Amazon VPC user guide, "Security groups" */
function groupOutput({ id, name, description, vpcId }: SecurityGroupRow, context: CallContext): ec2.SecurityGroup {
  const members = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id, UserId: context.account }] };
  return {
    GroupId: id,
    GroupName: name,
    SecurityGroupArn: ec2Arn(context, `security-group/${id}`),
    OwnerId: context.account,
    VpcId: vpcId,
    Description: description,
    IpPermissions: name === DEFAULT_GROUP ? [members] : [],
    IpPermissionsEgress: [ALL_OUT],
    Tags: toTagSet(tagsOf(context.state, context, id)),
  };
}

/** EKS user guide, "View Amazon EKS security group requirements for clusters" */
function clusterGroupOutput(cluster: Cluster, context: CallContext): ec2.SecurityGroup {
  const { id, name, description, tags } = clusterSecurityGroup(context.state, cluster);
  const row = { id, name, description, vpcId: cluster.vpc.vpcId };
  const members = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id, UserId: cluster.account }] };
  return { ...groupOutput(row, context), IpPermissions: [members], Tags: toTagSet(tags) };
}
