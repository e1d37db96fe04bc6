import type { AccessKey, RoleSession } from '../caller.ts';
import type { Role } from '../iam/tables.ts';
import { accountOf } from '../iam/trust-policy.ts';
import { uniqueId } from '../iam/unique-id.ts';
import { BASE64 } from '../runtime-services.ts';
import type { State, Table } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { requirePackedSize } from './packed-size.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What a new session starts from. Durations are in seconds, and already checked. */
export interface SessionRequest {
  role: Role;
  sessionName: string;
  durationSeconds: number;
  tags: Record<string, string>;
  transitiveTagKeys: string[];
  /** Session policies, as JSON texts. */
  policies: string[];
  chained: boolean;
  federatedProvider?: string;
  sourceIdentity?: string;
}

export interface AssumedRole {
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiresAtMs: number };
  assumedRoleUser: { arn: string; assumedRoleId: string };
  /** In per cent; absent without tags and policies. */
  packedPolicySize?: number;
  session: RoleSession;
}

/** Makes a session and its key, and stores them. Errors: PackedPolicyTooLarge. */
export function startSession(
  { state, ids, now }: Pick<CallContext, 'state' | 'ids' | 'now'>,
  { role, durationSeconds, ...request }: SessionRequest,
): AssumedRole {
  const packedPolicySize = requirePackedSize(request);
  const account = accountOf(role.arn);
  const expiresAtMs = now + durationSeconds * 1000;
  const session: RoleSession = { ...request, roleArn: role.arn, roleId: role.id, issuedAtMs: now, expiresAtMs };
  const credentials = {
    accessKeyId: uniqueId(ids, 'ASIA'),
    secretAccessKey: ids.chars(40, BASE64),
    // Tokens are opaque to clients; real ones begin like this.
    sessionToken: `IQoJb3JpZ2luX2Vj${ids.chars(240, BASE64)}`,
  };
  const keys = accessKeys(state);
  dropLongExpired(keys, now);
  keys.put(credentials.accessKeyId, { ...credentials, account, status: 'Active', createdAtMs: now, session });
  return {
    credentials: { ...credentials, expiresAtMs },
    assumedRoleUser: {
      arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${request.sessionName}`,
      assumedRoleId: `${role.id}:${request.sessionName}`,
    },
    ...(packedPolicySize !== undefined && { packedPolicySize }),
    session,
  };
}

export const accessKeys = (state: State): Table<AccessKey> => state.table('credentials/keys');

/** Keys stay for a day after they expire, so that using one still says that it has expired. */
function dropLongExpired(keys: Table<AccessKey>, now: number): void {
  const gone = [...keys.values()].filter(({ session }) => session && session.expiresAtMs + DAY_MS < now);
  for (const key of gone) keys.delete(key.accessKeyId);
}
