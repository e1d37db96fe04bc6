import type { State } from '../state/state.ts';
import type { Records } from '../wire/records.ts';

/** When and where a key or role was used last. */
export interface LastUse {
  atMs: number;
  /** The service's signing name. */
  service: string;
  region: string;
}

// Not in the journal: one line for every request would cost more than the request. AWS is hours late in telling, too.
const usesByState = new WeakMap<State, Map<string, LastUse>>();

/** Notes from now on which keys and roles make requests. Returns the function that stops it. */
export function watchUses(state: State, records: Records): () => void {
  const uses = usesOf(state);
  return records.subscribe(({ caller, time: atMs, service, region, inner }) => {
    if (!caller || inner) return;
    const user = caller.session?.roleArn ?? caller.accessKeyId;
    if (user !== undefined) uses.set(user, { atMs, service, region });
  });
}

/** The last use of an access key (by its id) or role (by its ARN) since the local cloud was started. */
export function findLastUse(state: State, idOrArn: string): LastUse | undefined {
  return usesOf(state).get(idOrArn);
}

function usesOf(state: State): Map<string, LastUse> {
  const known = usesByState.get(state);
  if (known) return known;
  const made = new Map<string, LastUse>();
  usesByState.set(state, made);
  return made;
}
