import type { State } from '../state/state.ts';
import { principalIdOf } from './access-entry-rows.ts';
import { type AccessEntryRow, accessEntries, type ClusterName } from './tables.ts';

/** The entry by which a principal comes in, as long as the very role or user that it was made for exists. facts C.6 */
export function findAccessEntry(state: State, cluster: ClusterName, principalId: string): AccessEntryRow | undefined {
  for (const row of accessEntries(state, cluster).values()) {
    if (row.principalId === principalId && principalIdOf(state, row.principalArn) === principalId) return row;
  }
  return undefined;
}
