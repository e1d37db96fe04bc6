import { DescribeClusterCommand, type EKSClient } from '@aws-sdk/client-eks';

/** The subnets of workshop-a, in three zones: for whatever else is to be in its VPC. */
export async function workshopSubnets(eks: EKSClient): Promise<string[]> {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name: 'workshop-a' }));
  return cluster?.resourcesVpcConfig?.subnetIds ?? [];
}
