import { describe, expect, it } from 'vitest';
import { refusal } from '../../iam/accounts.ts';
import { named, networkClient } from './network-client.ts';

/** As the workshop's own template has it: a subnet with a route to the internet. */
async function publicNetwork() {
  const client = networkClient();
  const { ec2 } = client;
  const vpcId = await client.newVpc();
  const subnetId = await client.newSubnet(vpcId);
  const gatewayId = await client.newGateway(vpcId);
  const tableId = await client.newRouteTable(vpcId);
  await ec2.createRoute({ RouteTableId: tableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gatewayId });
  const { AssociationId = '' } = await ec2.associateRouteTable({ RouteTableId: tableId, SubnetId: subnetId });
  return { ...client, vpcId, subnetId, gatewayId, tableId, associationId: AssociationId };
}

const inUse = (name: string, id: string) =>
  refusal('DependencyViolation', 400, `The ${name} '${id}' has dependencies and cannot be deleted.`);

describe('a network', () => {
  it('has a VPC with its tags, its main route table and its default security group', async () => {
    const { ec2 } = networkClient();
    const { Vpc } = await ec2.createVpc({ CidrBlock: '10.1.2.3/16', ...named('vpc') });
    const expected = {
      VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      CidrBlock: '10.1.0.0/16',
      InstanceTenancy: 'default',
      IsDefault: false,
      OwnerId: '111122223333',
      Tags: [{ Key: 'Name', Value: 'shop' }],
    };
    expect(Vpc).toMatchObject({ ...expected, State: 'pending' });
    expect((await ec2.describeVpcs({})).Vpcs).toEqual([expect.objectContaining({ ...expected, State: 'available' })]);
    const Filters = [{ Name: 'vpc-id', Values: [Vpc?.VpcId ?? ''] }];
    const { RouteTables } = await ec2.describeRouteTables({
      Filters: [...Filters, { Name: 'association.main', Values: ['true'] }],
    });
    expect(RouteTables).toEqual([
      expect.objectContaining({
        Routes: [expect.objectContaining({ DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active' })],
      }),
    ]);
    const { SecurityGroups } = await ec2.describeSecurityGroups({ Filters });
    expect(SecurityGroups).toEqual([expect.objectContaining({ GroupName: 'default' })]);
  });

  it('has a subnet that leads to the internet', async () => {
    const { ec2, vpcId, subnetId, gatewayId, tableId, associationId } = await publicNetwork();
    await ec2.modifySubnetAttribute({ SubnetId: subnetId, MapPublicIpOnLaunch: { Value: true } });
    expect((await ec2.describeSubnets({ SubnetIds: [subnetId] })).Subnets).toEqual([
      expect.objectContaining({
        ...{ VpcId: vpcId, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-west-2a', AvailabilityZoneId: 'usw2-az1' },
        ...{ State: 'available', AvailableIpAddressCount: 251, MapPublicIpOnLaunch: true },
      }),
    ]);
    const Filters = [{ Name: 'association.subnet-id', Values: [subnetId] }];
    const { RouteTables = [] } = await ec2.describeRouteTables({ Filters });
    expect(RouteTables.map(({ RouteTableId }) => RouteTableId)).toEqual([tableId]);
    const route = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: gatewayId, Origin: 'CreateRoute', State: 'active' };
    expect(RouteTables[0]?.Routes?.[1]).toEqual(route);
    expect(RouteTables[0]?.Associations).toEqual([
      expect.objectContaining({ RouteTableAssociationId: associationId, SubnetId: subnetId, Main: false }),
    ]);
  });

  it('goes piece by piece, in the order of what depends on what', async () => {
    const { ec2, vpcId, subnetId, gatewayId, tableId, associationId } = await publicNetwork();
    await expect(ec2.deleteVpc({ VpcId: vpcId })).rejects.toEqual(inUse('vpc', vpcId));
    await expect(ec2.deleteRouteTable({ RouteTableId: tableId })).rejects.toEqual(inUse('routeTable', tableId));
    await ec2.disassociateRouteTable({ AssociationId: associationId });
    await ec2.deleteRouteTable({ RouteTableId: tableId });
    const gateway = { InternetGatewayId: gatewayId };
    await expect(ec2.deleteInternetGateway(gateway)).rejects.toEqual(inUse('internetGateway', gatewayId));
    await ec2.detachInternetGateway({ ...gateway, VpcId: vpcId });
    await ec2.deleteInternetGateway(gateway);
    await expect(ec2.deleteVpc({ VpcId: vpcId })).rejects.toEqual(inUse('vpc', vpcId));
    await ec2.deleteSubnet({ SubnetId: subnetId });
    await ec2.deleteVpc({ VpcId: vpcId });
    expect((await ec2.describeVpcs({})).Vpcs).toEqual([]);
    expect((await ec2.describeRouteTables({})).RouteTables).toEqual([]);
    expect((await ec2.describeSecurityGroups({})).SecurityGroups).toEqual([]);
  });

  it('loses a subnet’s association with it, and a route’s way with its gateway', async () => {
    const { ec2, vpcId, subnetId, gatewayId, tableId } = await publicNetwork();
    await ec2.deleteSubnet({ SubnetId: subnetId });
    await ec2.detachInternetGateway({ InternetGatewayId: gatewayId, VpcId: vpcId });
    const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [tableId] });
    expect(RouteTables?.[0]).toMatchObject({ Associations: [], Routes: [{}, { State: 'blackhole' }] });
  });
});
