import { describe, expect, it } from 'vitest';
import { refusal } from '../../iam/accounts.ts';
import { networkClient } from './network-client.ts';

const refused = (code: string, message: string) => refusal(code, 400, message);
const EVERYWHERE = '0.0.0.0/0';

async function tableInVpc() {
  const client = networkClient();
  const vpcId = await client.newVpc();
  const tableId = await client.newRouteTable(vpcId);
  const route = (DestinationCidrBlock: string, GatewayId: string) =>
    client.ec2.createRoute({ RouteTableId: tableId, DestinationCidrBlock, GatewayId });
  return { ...client, vpcId, tableId, route };
}

describe('routes', () => {
  it('lead to the VPC’s own gateway, one to each destination', async () => {
    const { vpcId, tableId, route, newGateway } = await tableInVpc();
    const stranger = await newGateway();
    await expect(route(EVERYWHERE, stranger)).rejects.toEqual(
      refused(
        'InvalidParameterValue',
        `route table ${tableId} and network gateway ${stranger} belong to different networks`,
      ),
    );
    const gatewayId = await newGateway(vpcId);
    expect(await route(EVERYWHERE, gatewayId)).toMatchObject({ Return: true });
    for (const taken of [EVERYWHERE, '10.0.0.0/16']) {
      await expect(route(taken, gatewayId)).rejects.toEqual(
        refused('RouteAlreadyExists', `The route identified by ${taken} already exists`),
      );
    }
    await expect(route('everywhere', gatewayId)).rejects.toEqual(
      refused(
        'InvalidParameterValue',
        'Value (everywhere) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.',
      ),
    );
  });

  it('go once', async () => {
    const { ec2, vpcId, tableId, route, newGateway } = await tableInVpc();
    await route(EVERYWHERE, await newGateway(vpcId));
    const gone = { RouteTableId: tableId, DestinationCidrBlock: EVERYWHERE };
    await ec2.deleteRoute(gone);
    await expect(ec2.deleteRoute(gone)).rejects.toEqual(
      refused('InvalidRoute.NotFound', `no route with destination-cidr-block 0.0.0.0/0 in route table ${tableId}`),
    );
  });
});

describe('a route table', () => {
  it('is that of a subnet until it is taken away', async () => {
    const { ec2, vpcId, tableId, newSubnet, newRouteTable } = await tableInVpc();
    const SubnetId = await newSubnet(vpcId);
    const associate = (RouteTableId: string) => ec2.associateRouteTable({ RouteTableId, SubnetId });
    const { AssociationId } = await associate(tableId);
    expect((await associate(tableId)).AssociationId).toBe(AssociationId);
    const other = await newRouteTable(vpcId);
    await expect(associate(other)).rejects.toEqual(
      refused(
        'Resource.AlreadyAssociated',
        `the specified association for route table ${other} conflicts with an existing association`,
      ),
    );
    await ec2.disassociateRouteTable({ AssociationId });
    await associate(other);
    await expect(ec2.disassociateRouteTable({ AssociationId })).rejects.toEqual(
      refused('InvalidAssociationID.NotFound', `The association ID '${AssociationId}' does not exist`),
    );
  });

  it('stays if it is the main one', async () => {
    const { ec2, vpcId } = await tableInVpc();
    const { RouteTables: [main] = [] } = await ec2.describeRouteTables({
      Filters: [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'association.main', Values: ['true'] },
      ],
    });
    const RouteTableId = main?.RouteTableId;
    await expect(ec2.deleteRouteTable({ RouteTableId })).rejects.toEqual(
      refused('DependencyViolation', `The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`),
    );
    const AssociationId = main?.Associations?.[0]?.RouteTableAssociationId ?? '';
    await expect(ec2.disassociateRouteTable({ AssociationId })).rejects.toEqual(
      refused('InvalidParameterValue', `cannot disassociate the main route table association ${AssociationId}`),
    );
  });
});
