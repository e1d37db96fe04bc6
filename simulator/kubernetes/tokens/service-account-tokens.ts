import { createLocalJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { findJwks, signToken } from '../../oidc/issuer.ts';
import type { Clock, Ids } from '../../runtime-services.ts';
import type { State } from '../../state/state.ts';
import type { BoundSubject } from '../cluster.ts';
import { quotedList } from '../quoted-list.ts';
import { notFound } from '../status-error.ts';
import type { KubeObject, Storage } from '../storage.ts';

/** The API server's own audience on EKS: what a token without `audiences` is for. */
export const API_AUDIENCE = 'https://kubernetes.default.svc';

// EKS caps longer requests. facts A.6
const MAX_EXPIRATION_SECONDS = 86_400;

export interface TokenSpec {
  namespace: string;
  serviceAccount: string;
  /** Empty: the API server's own. */
  audiences: string[];
  expirationSeconds: number;
  /** The token ends with this pod. */
  pod?: { name: string; uid: string };
}

export interface MintedToken {
  token: string;
  expiresAtMs: number;
}

/** Claims of a bound token. facts A.6 */
export interface ServiceAccountClaims extends JWTPayload {
  aud: string[];
  'kubernetes.io': {
    namespace: string;
    node?: Reference;
    pod?: Reference;
    serviceaccount: Reference;
  };
}

interface Reference {
  name: string;
  uid: string;
}

export type TokenSubject = Omit<BoundSubject, 'pod'> & Partial<Pick<BoundSubject, 'pod'>>;

/** The token is not valid; the message is the one of Kubernetes' validator, which only its log and TokenReview show. */
export class TokenInvalid extends Error {}

export interface ServiceAccountTokens {
  /** Signs a token. Throws StatusError NotFound if the service account does not exist. */
  mint(spec: TokenSpec): Promise<MintedToken>;
  /** The claims of a token that is signed, in time, for one of these, and whose objects still exist. Throws TokenInvalid. */
  verify(token: string, audiences: string[]): Promise<ServiceAccountClaims>;
  /** Why a token of this service account and pod no longer holds; undefined while it does. */
  whyRevoked(subject: TokenSubject): string | undefined;
}

interface TokenOptions {
  state: State;
  storage: Storage;
  clock: Clock;
  ids: Ids;
  issuer: string;
}

/** A cluster's service-account tokens, signed with its issuer's key. */
export function createServiceAccountTokens(options: TokenOptions): ServiceAccountTokens {
  return {
    async mint(spec) {
      const claims = claimsOf(spec, options);
      return { token: await signToken(options.state, options.issuer, claims), expiresAtMs: claims.exp * 1000 };
    },
    verify: (token, audiences) => verify(token, audiences, options),
    whyRevoked: (subject) => whyRevoked(options.storage, subject),
  };
}

/** The claims of facts A.6, in the order of Kubernetes' own tokens. */
function claimsOf({ audiences, ...spec }: TokenSpec, { storage, clock, ids, issuer }: TokenOptions) {
  const { namespace, serviceAccount, pod } = spec;
  const account = storage.get('serviceaccounts', namespace, serviceAccount);
  if (!account) throw notFound('serviceaccounts', serviceAccount);
  const iat = Math.floor(clock.now() / 1000);
  return {
    aud: audiences.length > 0 ? audiences : [API_AUDIENCE],
    exp: iat + Math.min(spec.expirationSeconds, MAX_EXPIRATION_SECONDS),
    iat,
    iss: issuer,
    jti: ids.uuid(),
    'kubernetes.io': {
      namespace,
      ...(pod && nodeClaim(storage, namespace, pod.name)),
      ...(pod && { pod: { name: pod.name, uid: pod.uid } }),
      serviceaccount: { name: serviceAccount, uid: account.metadata.uid },
    },
    nbf: iat,
    sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
  };
}

async function verify(
  token: string,
  audiences: string[],
  { state, storage, clock, issuer }: TokenOptions,
): Promise<ServiceAccountClaims> {
  const payload = await verifySignature(token, createLocalJWKSet(findJwks(state, issuer) ?? { keys: [] }), {
    issuer,
    currentDate: new Date(clock.now()),
  });
  requireAudience(payload.aud, audiences);
  const { serviceaccount: serviceAccount, ...bound } = payload['kubernetes.io'];
  const reason = whyRevoked(storage, { ...bound, serviceAccount });
  if (reason) throw new TokenInvalid(reason);
  return payload;
}

/** kubernetes pkg/serviceaccount/jwt.go */
function requireAudience(claimed: string[], wanted: string[]): void {
  if (wanted.some((audience) => claimed.includes(audience))) return;
  const both = `token audiences ${quotedList(claimed)} is invalid for the target audiences ${quotedList(wanted)}`;
  throw new TokenInvalid(both);
}

async function verifySignature(
  token: string,
  keys: ReturnType<typeof createLocalJWKSet>,
  options: JWTVerifyOptions,
): Promise<ServiceAccountClaims> {
  try {
    return (await jwtVerify<ServiceAccountClaims>(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new TokenInvalid('service account token has expired');
    throw error instanceof errors.JOSEError ? new TokenInvalid(error.message) : error;
  }
}

/** Current Kubernetes names the node of a scheduled pod in its tokens. facts A.6 */
function nodeClaim(storage: Storage, namespace: string, podName: string): { node?: Reference } {
  const pod = storage.get('pods', namespace, podName);
  const name = (pod?.spec as { nodeName?: string } | undefined)?.nodeName;
  const node = name ? storage.get('nodes', undefined, name) : undefined;
  return node ? { node: { name: node.metadata.name, uid: node.metadata.uid } } : {};
}

/** A bound token ends with its service account and its pod. facts A.6, kubernetes pkg/serviceaccount/claims.go */
function whyRevoked(storage: Storage, { namespace, serviceAccount, pod }: TokenSubject): string | undefined {
  const account = storage.get('serviceaccounts', namespace, serviceAccount.name);
  const accountProblem = whyDifferent(
    account,
    serviceAccount,
    (uid) => `service account UID (${uid}) does not match claim (${serviceAccount.uid})`,
  );
  if (accountProblem || !pod) return accountProblem;
  const actual = storage.get('pods', namespace, pod.name);
  return whyDifferent(
    actual,
    pod,
    (uid) => `pod UID (${uid}) does not match service account pod ref claim (${pod.uid})`,
  );
}

function whyDifferent(
  actual: KubeObject | undefined,
  claimed: Reference,
  mismatch: (uid: string) => string,
): string | undefined {
  if (!actual) return 'service account token has been invalidated';
  return actual.metadata.uid === claimed.uid ? undefined : mismatch(actual.metadata.uid);
}
