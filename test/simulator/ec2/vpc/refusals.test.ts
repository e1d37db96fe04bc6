import { describe, expect, it } from 'vitest';
import { refusal } from '../../iam/accounts.ts';
import { networkClient } from './network-client.ts';

const refused = (code: string, message: string) => refusal(code, 400, message);

describe('VPCs', () => {
  it.each([
    ['10.0.0.0/8', 'InvalidVpc.Range', "The CIDR '10.0.0.0/8' is invalid."],
    ['10.0.0.0/29', 'InvalidVpc.Range', "The CIDR '10.0.0.0/29' is invalid."],
    [
      '10.0.0.256/16',
      'InvalidParameterValue',
      'Value (10.0.0.256/16) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    ['', 'MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."],
  ])('are not made of "%s"', async (CidrBlock, code, message) => {
    await expect(networkClient().ec2.createVpc({ CidrBlock })).rejects.toEqual(refused(code, message));
  });

  it('have no IPv6, and are not made for the sake of a trial', async () => {
    const { ec2 } = networkClient();
    const block = { CidrBlock: '10.0.0.0/16' };
    await expect(ec2.createVpc({ ...block, AmazonProvidedIpv6CidrBlock: true })).rejects.toEqual(
      refused(
        'InvalidParameterValue',
        'The local cloud does not have the parameter AmazonProvidedIpv6CidrBlock (simulator/DIFFERENCES.md).',
      ),
    );
    await expect(ec2.createVpc({ ...block, DryRun: true })).rejects.toEqual(
      refusal('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.'),
    );
    expect((await ec2.describeVpcs({})).Vpcs).toEqual([]);
  });

  it('have attributes, one changed at a time', async () => {
    const { ec2, newVpc } = networkClient();
    const VpcId = await newVpc();
    const hostnames = async () =>
      (await ec2.describeVpcAttribute({ VpcId, Attribute: 'enableDnsHostnames' })).EnableDnsHostnames;
    expect(await hostnames()).toEqual({ Value: false });
    const EnableDnsHostnames = { Value: true };
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames });
    expect(await hostnames()).toEqual({ Value: true });
    const both = { VpcId, EnableDnsHostnames, EnableDnsSupport: { Value: true } };
    await expect(ec2.modifyVpcAttribute(both)).rejects.toEqual(
      refused('InvalidParameterCombination', 'Fields for multiple attribute types specified'),
    );
    await expect(ec2.modifyVpcAttribute({ VpcId: 'vpc-9', EnableDnsHostnames })).rejects.toEqual(
      refused('InvalidVpcID.NotFound', "The vpc ID 'vpc-9' does not exist"),
    );
  });
});

describe('subnets', () => {
  it.each([
    ['10.1.0.0/24', 'a', 'InvalidSubnet.Range', "The CIDR '10.1.0.0/24' is invalid."],
    ['10.0.0.128/25', 'b', 'InvalidSubnet.Conflict', "The CIDR '10.0.0.128/25' conflicts with another subnet"],
    [
      '10.0.1.0/24',
      'x',
      'InvalidParameterValue',
      'Value (us-west-2x) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-west-2a, us-west-2b, us-west-2c, us-west-2d.',
    ],
  ])('are not made of %s in zone %s', async (block, letter, code, message) => {
    const { newVpc, newSubnet } = networkClient();
    const vpcId = await newVpc();
    await newSubnet(vpcId);
    await expect(newSubnet(vpcId, block, letter)).rejects.toEqual(refused(code, message));
  });

  it('of another VPC may have the same block', async () => {
    const { newVpc, newSubnet } = networkClient();
    await newSubnet(await newVpc());
    expect(await newSubnet(await newVpc())).toMatch(/^subnet-0[0-9a-f]{16}$/);
  });

  it('are in zones that are listed', async () => {
    const { ec2 } = networkClient();
    const { AvailabilityZones = [] } = await ec2.describeAvailabilityZones({
      Filters: [{ Name: 'zone-id', Values: ['usw2-az2'] }],
    });
    expect(AvailabilityZones).toEqual([expect.objectContaining({ ZoneName: 'us-west-2b', State: 'available' })]);
  });
});

describe('internet gateways', () => {
  it('are attached to one VPC, which has one', async () => {
    const { ec2, newVpc, newGateway } = networkClient();
    const [vpcId, otherId] = [await newVpc(), await newVpc()];
    const gatewayId = await newGateway(vpcId);
    const attach = (InternetGatewayId: string, VpcId: string) =>
      ec2.attachInternetGateway({ InternetGatewayId, VpcId });
    await expect(attach(gatewayId, otherId)).rejects.toEqual(
      refused('Resource.AlreadyAssociated', `resource ${gatewayId} is already attached to network ${vpcId}`),
    );
    await expect(attach(await newGateway(), vpcId)).rejects.toEqual(
      refused('InvalidParameterValue', `Network ${vpcId} already has an internet gateway attached`),
    );
    await expect(ec2.detachInternetGateway({ InternetGatewayId: gatewayId, VpcId: otherId })).rejects.toEqual(
      refused('Gateway.NotAttached', `resource ${gatewayId} is not attached to network ${otherId}`),
    );
    await expect(attach('igw-9', vpcId)).rejects.toEqual(
      refused('InvalidInternetGatewayID.NotFound', "The internetGateway ID 'igw-9' does not exist"),
    );
  });
});

describe('security groups', () => {
  it('have names of their own in a VPC, whose default one stays', async () => {
    const { ec2, newVpc } = networkClient();
    const VpcId = await newVpc();
    const group = { GroupName: 'web', Description: 'of the shop', VpcId };
    const { GroupId = '' } = await ec2.createSecurityGroup(group);
    await expect(ec2.createSecurityGroup(group)).rejects.toEqual(
      refused('InvalidGroup.Duplicate', `The security group 'web' already exists for VPC '${VpcId}'`),
    );
    await expect(ec2.deleteVpc({ VpcId })).rejects.toEqual(
      refused('DependencyViolation', `The vpc '${VpcId}' has dependencies and cannot be deleted.`),
    );
    expect(await ec2.deleteSecurityGroup({ GroupId })).toMatchObject({ Return: true, GroupId });
    const { SecurityGroups: [rest] = [] } = await ec2.describeSecurityGroups({});
    await expect(ec2.deleteSecurityGroup({ GroupId: rest?.GroupId })).rejects.toEqual(
      refused('CannotDelete', `the specified group: "${rest?.GroupId}" name: "default" cannot be deleted by a user`),
    );
  });
});
