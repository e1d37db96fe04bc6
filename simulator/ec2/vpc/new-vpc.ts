import type { Place } from '../../eks/tables.ts';
import type { State } from '../../state/state.ts';
import { ROUTE_TABLE, SECURITY_GROUP } from './rows.ts';

export const DEFAULT_GROUP = 'default';

/** What every VPC has from its beginning, and cannot be without. Amazon VPC user guide, "Create a VPC" */
export function furnishVpc(state: State, place: Place, vpcId: string, newId: (prefix: string) => string): void {
  const table = { id: newId('rtb'), vpcId, mainAssociationId: newId('rtbassoc'), routes: [], associations: [] };
  ROUTE_TABLE.table(state, place).put(table.id, table);
  const group = { id: newId('sg'), vpcId, name: DEFAULT_GROUP, description: 'default VPC security group' };
  SECURITY_GROUP.table(state, place).put(group.id, group);
}
