import type { User } from '../api-server/api-context.ts';
import { valueAt } from '../api-server/value-at.ts';
import type { ClusterAccess } from '../cluster.ts';
import type { KubeObject, Storage } from '../storage.ts';
import { type ServiceAccountTokens, TokenInvalid } from '../tokens/service-account-tokens.ts';
import { API_AUDIENCE } from '../tokens/token-claims.ts';
import { MASTERS } from './authorizer.ts';
import { mappedByConfigMap } from './aws-auth.ts';
import { type AwsIdentity, awsIdentity, awsUser } from './aws-identity.ts';
import { AwsTokenInvalid, headersFor, isAwsToken, readAwsToken } from './aws-token.ts';
import { rememberCallers } from './remembered-callers.ts';
import { serviceAccountUser } from './service-account-user.ts';

export const AUTHENTICATED = 'system:authenticated';

/** Who holds a token, and for whom of those that were asked it is. */
export interface Authenticated {
  user: User;
  audiences: string[];
}

/** Nobody known holds the token. The message is for TokenReview: clients that sign in learn no more than "Unauthorized". */
export class NotAuthenticated extends Error {}

/** Finds who holds a token that is for one of the audiences. Rejects with NotAuthenticated. */
export type Authenticator = (token: string, audiences: string[]) => Promise<Authenticated>;

export interface AuthenticatorOptions {
  storage: Storage;
  clock: { now(): number };
  tokens: ServiceAccountTokens;
  access: ClusterAccess;
  /** The bearer token of the cluster's administrator. */
  adminToken: string;
  /** EKS's name of the cluster. */
  clusterName: string;
}

const ADMIN = { username: 'workshop-admin', groups: [MASTERS, AUTHENTICATED] };

/** Tokens of the workshop's administrator, of `aws eks get-token`, of service accounts. */
export function createAuthenticator(given: AuthenticatorOptions): Authenticator {
  const getCallerIdentity = rememberCallers(given.access.getCallerIdentity, given.clock);
  const options = { ...given, access: { ...given.access, getCallerIdentity } };
  return async (token, audiences) => {
    // Only service accounts have tokens for somebody else than the API server.
    const own = audiences.filter((audience) => audience === API_AUDIENCE);
    if (own.length > 0 && token === options.adminToken) return { user: ADMIN, audiences: own };
    if (own.length > 0 && isAwsToken(token)) return { user: await principalOf(token, options), audiences: own };
    return serviceAccountOf(token, audiences, options);
  };
}

async function serviceAccountOf(
  token: string,
  audiences: string[],
  { tokens }: AuthenticatorOptions,
): Promise<Authenticated> {
  try {
    const claims = await tokens.verify(token, audiences);
    return {
      user: serviceAccountUser(claims),
      audiences: audiences.filter((audience) => claims.aud.includes(audience)),
    };
  } catch (error) {
    if (error instanceof TokenInvalid) throw new NotAuthenticated(error.message);
    throw error;
  }
}

async function principalOf(token: string, options: AuthenticatorOptions): Promise<User> {
  const identity = await identityOf(token, options);
  const mapped = mapPrincipal(identity, options);
  if (!mapped) throw new NotAuthenticated(`ARN is not mapped: ${identity.canonicalArn}`);
  const user = awsUser(identity, mapped);
  return { ...user, groups: [...user.groups, AUTHENTICATED] };
}

async function identityOf(token: string, { access, clock, clusterName }: AuthenticatorOptions): Promise<AwsIdentity> {
  try {
    const url = readAwsToken(token, clock.now());
    const identity = await access.getCallerIdentity({
      query: url.search.slice(1),
      headers: headersFor(url, clusterName),
    });
    if (!identity) throw new AwsTokenInvalid('sts getCallerIdentity failed');
    return awsIdentity(identity, url);
  } catch (error) {
    if (error instanceof AwsTokenInvalid) throw new NotAuthenticated(error.message);
    throw error;
  }
}

/** Access entries come before the ConfigMap. User guide, "Change authentication mode to use access entries". */
function mapPrincipal(identity: AwsIdentity, { access, storage }: AuthenticatorOptions) {
  const entry = access.findEntry(identity.principalId);
  if (!entry) return access.readsConfigMap() ? mappedByConfigMap(storage, identity) : undefined;
  return { ...entry, username: entry.username.replaceAll('{{EC2PrivateDNSName}}', nodeNameOf(identity, storage)) };
}

/** A node's session has the name of its instance. */
function nodeNameOf({ sessionName }: AwsIdentity, storage: Storage): string {
  const isInstance = ({ spec }: KubeObject) => String(valueAt(spec, ['providerID'])).endsWith(`/${sessionName}`);
  return storage.list('nodes').find(isInstance)?.metadata.name ?? sessionName;
}
