import type { RoleSession } from '../caller.ts';
import type { Role } from '../iam/tables.ts';
import { accountOf } from '../iam/trust-policy.ts';
import type { CallContext } from '../wire/operation.ts';
import { requirePackedSize } from './packed-size.ts';
import { newTemporaryCredentials, putTemporaryKey, type TemporaryCredentials } from './temporary-credentials.ts';

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
  credentials: TemporaryCredentials & { expiresAtMs: number };
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
  const credentials = newTemporaryCredentials(ids);
  putTemporaryKey(state, { ...credentials, account, status: 'Active', createdAtMs: now, session }, now);
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
