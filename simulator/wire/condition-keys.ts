import type { ContextValues } from '../../policy/types.ts';
import type { Caller } from '../caller.ts';
import { principalTags } from '../iam/policies-of.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import type { Exchange } from './exchange.ts';
import type { Access } from './operation.ts';

const PRINCIPAL_TYPES: Partial<Record<Caller['type'], string>> = {
  root: 'Account',
  user: 'User',
  'role-session': 'AssumedRole',
  anonymous: 'Anonymous',
};

/** What callerKeys asks of an exchange: when, where, and from where. */
type Instant = Pick<Exchange, 'now' | 'region'> & Partial<Pick<Exchange, 'client'>>;

/** The global condition keys of one call, the same for all of its permissions. IAM user guide, "Global condition keys". */
export function callerKeys(exchange: Instant, caller: Caller, state: State): ContextValues {
  return globalKeys(exchange, caller, principalTags(state, caller));
}

/** The same, made when they are first asked for: few policies ask. They are those of now, whatever changes later. */
export function laterCallerKeys({ now, region, client }: Instant, caller: Caller, state: State): () => ContextValues {
  const tags = principalTags(state, caller);
  let keys: ContextValues | undefined;
  return () => {
    keys ??= globalKeys({ now, region, client }, caller, tags);
    return keys;
  };
}

function globalKeys(exchange: Instant, caller: Caller, tags: Record<string, string>): ContextValues {
  const { sourceIp, userAgent, referer } = exchange.client ?? {};
  const keys: ContextValues = {
    'aws:CurrentTime': new Date(exchange.now).toISOString(),
    'aws:EpochTime': String(Math.floor(exchange.now / 1000)),
    'aws:RequestedRegion': exchange.region,
    // The local cloud stands for HTTPS endpoints, whatever the loopback connection is.
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': String(caller.calledVia !== undefined),
    'aws:PrincipalIsAWSService': String(caller.type === 'service'),
    ...principalKeys(caller),
  };
  if (sourceIp) keys['aws:SourceIp'] = sourceIp.replace(/^::ffff:/, '');
  if (userAgent) keys['aws:UserAgent'] = userAgent;
  if (referer) keys['aws:Referer'] = referer;
  for (const [key, value] of Object.entries(tags)) keys[`aws:PrincipalTag/${key}`] = value;
  return keys;
}

function principalKeys(caller: Caller): ContextValues {
  if (caller.type === 'service') {
    return { 'aws:PrincipalServiceName': caller.arn, 'aws:PrincipalServiceNamesList': [caller.arn] };
  }
  // IAM user guide, "IAM policy elements: Variables and tags", table of principal key values.
  const keys: ContextValues = {
    ...viaKeys(caller),
    'aws:userid': caller.type === 'anonymous' ? 'anonymous' : caller.userId,
  };
  const type = PRINCIPAL_TYPES[caller.type];
  if (type) keys['aws:PrincipalType'] = type;
  if (caller.type === 'anonymous') return keys;
  keys['aws:PrincipalAccount'] = caller.account;
  // Of a session, the key holds the role's ARN.
  keys['aws:PrincipalArn'] = caller.session?.roleArn ?? caller.arn;
  if (caller.type === 'user') keys['aws:username'] = nameInArn(caller.arn);
  const { session, tokenIssuedAtMs = session?.issuedAtMs } = caller;
  if (tokenIssuedAtMs !== undefined) keys['aws:TokenIssueTime'] = new Date(tokenIssuedAtMs).toISOString();
  // Temporary keys have it, long-lived ones and those of web identities do not.
  if (tokenIssuedAtMs !== undefined && !session?.federatedProvider) keys['aws:MultiFactorAuthPresent'] = 'false';
  if (!session) return keys;
  if (session.federatedProvider) keys['aws:FederatedProvider'] = session.federatedProvider;
  if (session.sourceIdentity) keys['aws:SourceIdentity'] = session.sourceIdentity;
  return keys;
}

/** Services here call each other once, never in a chain: the first is the last. */
function viaKeys({ calledVia }: Caller): ContextValues {
  if (calledVia === undefined) return {};
  return { 'aws:CalledVia': [calledVia], 'aws:CalledViaFirst': calledVia, 'aws:CalledViaLast': calledVia };
}

/** The keys of one permission: the caller's, the resource's tags, and what the operation itself contributes. */
export function accessKeys(common: ContextValues, access: Access, resourceAccount: string): ContextValues {
  const keys: ContextValues = { ...common, 'aws:ResourceAccount': resourceAccount };
  for (const [key, value] of Object.entries(access.resourceTags ?? {})) keys[`aws:ResourceTag/${key}`] = value;
  return { ...keys, ...access.context };
}
