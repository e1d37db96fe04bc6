import type { AccessKey, Caller, RoleSession } from '../caller.ts';
import { type User, usersOf } from '../iam/tables.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import { expiryOf } from '../sts/temporary-credentials.ts';
import type { Incoming, OpenExchange } from './exchange.ts';
import type { ServiceModel } from './schema/service-model.ts';
import * as errors from './signature/signature-errors.ts';
import type { Signer } from './signature/signer.ts';
import { checkClaims, verifySignature } from './signature/verify-signature.ts';

/** Nobody has signed: STS's calls that bring a token instead of a signature, and S3 for public buckets. */
export const ANONYMOUS: Caller = { type: 'anonymous', account: '', arn: '*', userId: 'ANONYMOUS_PRINCIPAL' };

const UNSIGNED_OPERATIONS = new Set(['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML']);

/** Who signed the request. Throws AwsError, in the service's own words, if the signature does not prove it. */
export function authenticate(exchange: OpenExchange, service: ServiceModel, state: State, signer: Signer): Caller {
  const { incoming, now } = exchange;
  const presented = incoming.signature;
  if (service.name === 's3' && usesSignatureVersion2(incoming)) throw errors.unsupportedSignature();
  if (!presented) {
    const { name } = service;
    if (name === 's3' || UNSIGNED_OPERATIONS.has(`${name}:${exchange.operationName}`)) return ANONYMOUS;
    throw errors.missingAuthentication(service);
  }
  checkClaims(service, presented, now);
  const key = state.table<AccessKey>('credentials/keys').get(presented.accessKeyId);
  if (key?.status !== 'Active') throw errors.unknownAccessKey(service, presented.accessKeyId);
  verifySignature(service, incoming, key, signer);
  if ((key.sessionToken ?? '') !== (presented.sessionToken ?? '')) throw errors.invalidToken(service);
  const expiresAtMs = expiryOf(key);
  if (expiresAtMs !== undefined && expiresAtMs <= now) throw errors.expiredToken(service);
  // "You cannot call any IAM API operations unless MFA authentication information is included in the request", says
  // GetSessionToken's documentation.
  if (service.name === 'iam' && key.sessionToken && !key.session) throw errors.invalidToken(service);
  const caller = callerOf(key, state);
  if (!caller) throw errors.unknownAccessKey(service, presented.accessKeyId);
  return caller;
}

/** The AWS CLI in version 1 presigns S3 links so, unless it is told `signature_version = s3v4`. */
function usesSignatureVersion2({ request, query }: Incoming): boolean {
  return query.has('AWSAccessKeyId') || request.headers.authorization?.startsWith('AWS ') === true;
}

// Rows never change in place, so neither do the callers behind them: requests and their records share one.
const callers = new WeakMap<AccessKey, { user?: User; caller?: Caller }>();

/** The caller behind a key; undefined if its user is gone. */
function callerOf(key: AccessKey, state: State): Caller | undefined {
  const { account, session, userName = '' } = key;
  const user = session ? undefined : usersOf(state, account).get(userName);
  const known = callers.get(key);
  if (known && known.user === user) return known.caller;
  const caller = session ? roleSession(session, account, key.accessKeyId) : userCaller(key, user);
  callers.set(key, { user, caller });
  return caller;
}

function userCaller({ account, accessKeyId, ...key }: AccessKey, user: User | undefined): Caller | undefined {
  const issued = key.sessionToken === undefined ? {} : { tokenIssuedAtMs: key.createdAtMs };
  if (key.userName === 'root') {
    return { type: 'root', account, arn: `arn:aws:iam::${account}:root`, userId: account, accessKeyId, ...issued };
  }
  return user && { type: 'user', account, arn: user.arn, userId: user.id, accessKeyId, ...issued };
}

function roleSession(session: RoleSession, account: string, accessKeyId: string): Caller {
  const roleName = nameInArn(session.roleArn);
  return {
    type: 'role-session',
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${session.sessionName}`,
    userId: `${session.roleId}:${session.sessionName}`,
    accessKeyId,
    session,
  };
}
