import type { Place } from '../../eks/tables.ts';
import type { State } from '../../state/state.ts';
import { SUBNET } from './rows.ts';

/** The zones in which these subnets are, each once, by name. */
export function zonesOfSubnets(state: State, place: Place, subnetIds: string[] = []): string[] {
  const zones = subnetIds.map((id) => SUBNET.table(state, place).get(id)?.zone).filter((zone) => zone !== undefined);
  return [...new Set(zones)].sort();
}
