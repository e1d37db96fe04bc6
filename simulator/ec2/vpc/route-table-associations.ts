import type * as ec2 from '@aws-sdk/client-ec2';
import type { CallContext } from '../../wire/operation.ts';
import { ec2Error, invalidValue } from '../ec2-errors.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { getRow, newId, rowAccess } from './noun.ts';
import { ROUTE_TABLE, SUBNET } from './rows.ts';

export const associateRouteTable = ec2Operation<ec2.AssociateRouteTableRequest, ec2.AssociateRouteTableResult>({
  limits: 'With subnets only.',
  access: ({ RouteTableId, SubnetId }, context) => [
    rowAccess('ec2:AssociateRouteTable', ROUTE_TABLE, context, RouteTableId),
    rowAccess('ec2:AssociateRouteTable', SUBNET, context, SubnetId),
  ],
  run({ RouteTableId, SubnetId }, context) {
    const table = getRow(ROUTE_TABLE, context, RouteTableId);
    const subnet = getRow(SUBNET, context, SubnetId);
    if (subnet.vpcId !== table.vpcId) {
      // Assumed, after the text for gateways; not confirmed against AWS.
      throw invalidValue(`route table ${table.id} and subnet ${subnet.id} belong to different networks`);
    }
    const present = tablesOf(context).flatMap(({ id, associations }) =>
      associations.filter(({ subnetId }) => subnetId === subnet.id).map((one) => ({ ...one, tableId: id })),
    )[0];
    if (present && present.tableId !== table.id) {
      // Text: hashicorp/terraform-provider-aws#38960.
      const message = `the specified association for route table ${table.id} conflicts with an existing association`;
      throw ec2Error('Resource.AlreadyAssociated', message);
    }
    const association = present ?? { id: newId('rtbassoc', context.ids), subnetId: subnet.id };
    const others = table.associations.filter(({ id }) => id !== association.id);
    const associations = [...others, { id: association.id, subnetId: subnet.id }];
    ROUTE_TABLE.table(context.state, context).put(table.id, { ...table, associations });
    return { AssociationId: association.id, AssociationState: { State: 'associated' } };
  },
});

export const disassociateRouteTable = ec2Operation<ec2.DisassociateRouteTableRequest, object>({
  access: ({ AssociationId }, context) => {
    const table = findTable(AssociationId, context);
    const subnet = table?.associations.find(({ id }) => id === AssociationId)?.subnetId;
    return [
      rowAccess('ec2:DisassociateRouteTable', ROUTE_TABLE, context, table?.id ?? '*'),
      ...(subnet ? [rowAccess('ec2:DisassociateRouteTable', SUBNET, context, subnet)] : []),
    ];
  },
  run({ AssociationId = '' }, context) {
    const table = findTable(AssociationId, context);
    if (!table) {
      const message = `The association ID '${AssociationId}' does not exist`;
      throw ec2Error('InvalidAssociationID.NotFound', message);
    }
    if (table.mainAssociationId === AssociationId) {
      // Assumed; not confirmed against AWS: the text.
      throw invalidValue(`cannot disassociate the main route table association ${AssociationId}`);
    }
    const associations = table.associations.filter(({ id }) => id !== AssociationId);
    ROUTE_TABLE.table(context.state, context).put(table.id, { ...table, associations });
    return {};
  },
});

const tablesOf = (context: CallContext) => [...ROUTE_TABLE.table(context.state, context).values()];

const findTable = (associationId: string | undefined, context: CallContext) =>
  tablesOf(context).find(
    ({ mainAssociationId, associations }) =>
      mainAssociationId === associationId || associations.some(({ id }) => id === associationId),
  );
