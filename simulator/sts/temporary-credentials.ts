import type { AccessKey } from '../caller.ts';
import { uniqueId } from '../iam/unique-id.ts';
import { BASE64, type Ids } from '../runtime-services.ts';
import type { State, Table } from '../state/state.ts';

const DAY_MS = 24 * 3600 * 1000;

export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

export function newTemporaryCredentials(ids: Ids): TemporaryCredentials {
  return {
    accessKeyId: uniqueId(ids, 'ASIA'),
    secretAccessKey: ids.chars(40, BASE64),
    // Tokens are opaque to clients; real ones begin like this.
    sessionToken: `IQoJb3JpZ2luX2Vj${ids.chars(240, BASE64)}`,
  };
}

export const accessKeys = (state: State): Table<AccessKey> => state.table('credentials/keys');

/** Stores a temporary key. Keys stay for a day after they expire, so that using one still says that it has expired. */
export function putTemporaryKey(state: State, key: AccessKey, now: number): void {
  const keys = accessKeys(state);
  for (const { accessKeyId } of longExpired(keys, now)) keys.delete(accessKeyId);
  keys.put(key.accessKeyId, key);
}

/** The oldest keys come first, so the first that is still remembered ends the search: it must not cost more with each. */
function longExpired(keys: Table<AccessKey>, now: number): AccessKey[] {
  const gone: AccessKey[] = [];
  for (const key of keys.values()) {
    const expiresAtMs = expiryOf(key);
    if (expiresAtMs === undefined) continue;
    if (expiresAtMs + DAY_MS >= now) break;
    gone.push(key);
  }
  return gone;
}

/** When a key ends, in ms since the epoch; long-lived ones never do. */
export function expiryOf({ session, expiresAtMs }: AccessKey): number | undefined {
  return session?.expiresAtMs ?? expiresAtMs;
}
