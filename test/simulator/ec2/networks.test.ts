import { EKS } from '@aws-sdk/client-eks';
import { expect, it } from 'vitest';
import { refusal } from '../iam/accounts.ts';
import { startMetadataCloud } from './metadata-cloud.ts';

it('a cluster’s VPC and security group are those that EKS names', async () => {
  const { ec2, config } = await startMetadataCloud();
  const { cluster } = await new EKS(config()).describeCluster({ name: 'workshop-a' });
  const { vpcId = '', clusterSecurityGroupId = '' } = cluster?.resourcesVpcConfig ?? {};
  const { Vpcs } = await ec2.describeVpcs({ VpcIds: [vpcId] });
  expect(Vpcs).toContainEqual(expect.objectContaining({ VpcId: vpcId, State: 'available', IsDefault: false }));
  const Filters = [{ Name: 'tag:aws:eks:cluster-name', Values: ['workshop-a'] }];
  const { SecurityGroups } = await ec2.describeSecurityGroups({ Filters });
  expect(SecurityGroups).toEqual([expect.objectContaining({ GroupId: clusterSecurityGroupId, VpcId: vpcId })]);
});

it('ids that nothing has are refused', async () => {
  const { ec2 } = await startMetadataCloud();
  await expect(ec2.describeVpcs({ VpcIds: ['vpc-1'] })).rejects.toEqual(
    refusal('InvalidVpcID.NotFound', 400, "The vpc ID 'vpc-1' does not exist"),
  );
  await expect(ec2.describeSecurityGroups({ GroupIds: ['sg-1'] })).rejects.toEqual(
    refusal('InvalidGroup.NotFound', 400, "The security group 'sg-1' does not exist"),
  );
});
