import { EKS } from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { refusal } from '../iam/accounts.ts';
import { startMetadataCloud } from './metadata-cloud.ts';

const SOON_MS = 1000;
const role = (name: string) => `arn:aws:iam::111122223333:role/workshop-${name}`;
const wanted = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });

/** A VPC with public subnets in two zones, b and d, and in it the cluster `shop` with two nodes. */
async function shopInVpc() {
  const { ec2, config, clock } = await startMetadataCloud();
  const eks = new EKS(config());
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.9.0.0/16' });
  const vpcId = Vpc?.VpcId ?? '';
  const subnets: string[] = [];
  for (const letter of ['b', 'd']) {
    const CidrBlock = `10.9.${subnets.length}.0/24`;
    const { Subnet } = await ec2.createSubnet({ VpcId: vpcId, CidrBlock, AvailabilityZone: `us-west-2${letter}` });
    const SubnetId = Subnet?.SubnetId ?? '';
    await ec2.modifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch: { Value: true } });
    subnets.push(SubnetId);
  }
  await eks.createCluster({ name: 'shop', roleArn: role('cluster'), resourcesVpcConfig: { subnetIds: subnets } });
  clock.advance(SOON_MS);
  await eks.describeCluster({ name: 'shop' });
  const nodes = { clusterName: 'shop', nodegroupName: 'nodes' };
  await eks.createNodegroup({ ...nodes, nodeRole: role('node'), subnets, diskSize: 30 });
  clock.advance(SOON_MS);
  const soon = () => clock.advance(SOON_MS);
  return { ec2, eks, vpcId, subnets, nodes, soon };
}

describe('a cluster in a VPC', () => {
  it('has network interfaces of its control plane and of its nodes', async () => {
    const { ec2, vpcId, subnets } = await shopInVpc();
    const { NetworkInterfaces = [] } = await ec2.describeNetworkInterfaces(wanted('vpc-id', vpcId));
    expect(NetworkInterfaces).toHaveLength(4);
    const controlPlane = NetworkInterfaces.filter(({ Description }) => Description === 'Amazon EKS shop');
    expect(controlPlane.map(({ SubnetId }) => SubnetId)).toEqual(subnets);
    expect(controlPlane[0]).toMatchObject({ Status: 'in-use', PrivateIpAddress: expect.stringMatching(/^10\.9\.0\./) });
    const ofNodes = NetworkInterfaces.filter(({ Attachment }) => Attachment?.InstanceId);
    expect(ofNodes.map(({ SubnetId }) => SubnetId)).toEqual(subnets);
    expect(ofNodes[0]).toMatchObject({
      Association: { PublicIp: expect.stringMatching(/^203\.0\.113\.\d+$/) },
      TagSet: [
        { Key: 'eks:cluster-name', Value: 'shop' },
        { Key: 'eks:nodegroup-name', Value: 'nodes' },
      ],
    });
    const { Subnets } = await ec2.describeSubnets(wanted('vpc-id', vpcId));
    expect(Subnets?.map(({ AvailableIpAddressCount }) => AvailableIpAddressCount)).toEqual([249, 249]);
  });

  it('has nodes in the zones of its subnets, each with its root volume', async () => {
    const { ec2 } = await shopInVpc();
    const { Reservations = [] } = await ec2.describeInstances(wanted('tag:eks:cluster-name', 'shop'));
    const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
    expect(instances.map(({ Placement }) => Placement?.AvailabilityZone)).toEqual(['us-west-2b', 'us-west-2d']);
    const { Volumes = [] } = await ec2.describeVolumes(wanted('tag:eks:cluster-name', 'shop'));
    expect(Volumes.map(({ VolumeId }) => VolumeId)).toEqual(
      instances.map(({ BlockDeviceMappings }) => BlockDeviceMappings?.[0]?.Ebs?.VolumeId),
    );
    expect(Volumes[0]).toMatchObject({
      ...{ State: 'in-use', VolumeType: 'gp3', Size: 30, AvailabilityZone: 'us-west-2b' },
      Attachments: [{ InstanceId: instances[0]?.InstanceId, Device: '/dev/xvda', DeleteOnTermination: true }],
    });
  });

  it('holds its VPC until it is gone', async () => {
    const { ec2, eks, vpcId, subnets, nodes, soon } = await shopInVpc();
    const { InternetGateway } = await ec2.createInternetGateway({});
    const gateway = { InternetGatewayId: InternetGateway?.InternetGatewayId, VpcId: vpcId };
    await ec2.attachInternetGateway(gateway);
    const mapped = `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`;
    await expect(ec2.detachInternetGateway(gateway)).rejects.toEqual(refusal('DependencyViolation', 400, mapped));
    const inUse = `The subnet '${subnets[0]}' has dependencies and cannot be deleted.`;
    const deleteSubnet = () => ec2.deleteSubnet({ SubnetId: subnets[0] });
    await expect(deleteSubnet()).rejects.toEqual(refusal('DependencyViolation', 400, inUse));
    await eks.deleteNodegroup(nodes);
    soon();
    await ec2.detachInternetGateway(gateway);
    expect((await ec2.describeVolumes(wanted('tag:eks:cluster-name', 'shop'))).Volumes).toEqual([]);
    await expect(deleteSubnet()).rejects.toEqual(refusal('DependencyViolation', 400, inUse));
    await eks.deleteCluster({ name: 'shop' });
    soon();
    for (const SubnetId of subnets) await ec2.deleteSubnet({ SubnetId });
    await ec2.deleteVpc({ VpcId: vpcId });
    expect((await ec2.describeNetworkInterfaces(wanted('vpc-id', vpcId))).NetworkInterfaces).toEqual([]);
  });

  it('of the workshop is in a VPC of its own from the start', async () => {
    const { ec2, config } = await startMetadataCloud();
    const { cluster } = await new EKS(config()).describeCluster({ name: 'workshop-b' });
    const { vpcId = '', subnetIds } = cluster?.resourcesVpcConfig ?? {};
    const { Subnets = [] } = await ec2.describeSubnets(wanted('vpc-id', vpcId));
    expect(Subnets.map(({ SubnetId }) => SubnetId)).toEqual(subnetIds);
    expect(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(['us-west-2a', 'us-west-2b', 'us-west-2c']);
    await expect(ec2.deleteVpc({ VpcId: vpcId })).rejects.toEqual(
      refusal('DependencyViolation', 400, `The vpc '${vpcId}' has dependencies and cannot be deleted.`),
    );
  });
});
