import { createLocalJWKSet, errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import { findJwks, signToken } from '../../oidc/issuer.ts';
import type { Clock, Ids } from '../../runtime-services.ts';
import type { State } from '../../state/state.ts';
import { quotedList } from '../quoted-list.ts';
import type { Storage } from '../storage.ts';
import { claimsOf, MAX_EXPIRATION_SECONDS, type ServiceAccountClaims, type TokenSpec } from './token-claims.ts';
import { type TokenSubject, whyRevoked } from './why-revoked.ts';

export interface MintedToken {
  token: string;
  /** As asked for and capped: the token itself may hold longer. */
  expirationSeconds: number;
  expiresAtMs: number;
}

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
  const { state, storage, clock, issuer } = options;
  return {
    async mint(spec) {
      const expirationSeconds = Math.min(spec.expirationSeconds, MAX_EXPIRATION_SECONDS);
      const claims = claimsOf({ ...spec, expirationSeconds }, options);
      const expiresAtMs = ((claims.iat ?? 0) + expirationSeconds) * 1000;
      return { token: await signToken(state, issuer, claims), expirationSeconds, expiresAtMs };
    },
    verify: (token, audiences) => verify(token, audiences, options),
    whyRevoked: (subject) => whyRevoked(storage, clock.now(), subject),
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
  const reason = whyRevoked(storage, clock.now(), { ...bound, serviceAccount });
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
