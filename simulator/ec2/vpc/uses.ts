import type { CallContext } from '../../wire/operation.ts';
import { type NetworkInterface, networkInterfacesOf } from '../network-interfaces.ts';
import { DEFAULT_GROUP } from './new-vpc.ts';
import { INTERNET_GATEWAY, ROUTE_TABLE, SECURITY_GROUP, SUBNET } from './rows.ts';

type Where = Pick<NetworkInterface, 'vpcId'> | Pick<NetworkInterface, 'subnetId'>;

/** The network interfaces of a VPC or of a subnet. */
export function interfacesIn(where: Where, context: CallContext): NetworkInterface[] {
  const all = networkInterfacesOf(context.state, context);
  return all.filter((one) => ('vpcId' in where ? one.vpcId === where.vpcId : one.subnetId === where.subnetId));
}

/** Whether a VPC has more in it than it was born with. Amazon VPC user guide, "Delete your VPC" */
export function isVpcInUse(vpcId: string, context: CallContext): boolean {
  const { state } = context;
  const isHere = (row: { vpcId?: string }) => row.vpcId === vpcId;
  return (
    interfacesIn({ vpcId }, context).length > 0 ||
    [...SUBNET.table(state, context).values()].some(isHere) ||
    [...INTERNET_GATEWAY.table(state, context).values()].some(isHere) ||
    [...ROUTE_TABLE.table(state, context).values()].some((row) => isHere(row) && !row.mainAssociationId) ||
    [...SECURITY_GROUP.table(state, context).values()].some((row) => isHere(row) && row.name !== DEFAULT_GROUP)
  );
}
