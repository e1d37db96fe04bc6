import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK, type JWTPayload } from 'jose';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { publishedKeys } from './published-keys.ts';

/** What a token says of itself; nothing of it is proven before `requireSignature` and `requireCurrent`. */
export interface WebIdentity {
  token: string;
  keyId: string | undefined;
  issuer: string;
  subject: string;
  audiences: string[];
  /** In seconds since the epoch. */
  expiresAt: number;
  notBefore: number | undefined;
}

export const invalidIdentityToken = (message: string) => new AwsError('InvalidIdentityToken', 400, message);

/** Errors: InvalidIdentityToken if it is no JWT or lacks a claim. */
export function parseWebIdentity(token: string): WebIdentity {
  const { header, claims } = decode(token);
  const { iss, sub, aud, exp } = claims;
  if (aud === undefined) throw missingClaim('aud');
  if (iss === undefined) throw missingClaim('iss');
  if (sub === undefined) throw missingClaim('sub');
  if (exp === undefined) throw missingClaim('exp');
  return {
    token,
    keyId: header.kid,
    issuer: iss,
    subject: sub,
    audiences: typeof aud === 'string' ? [aud] : aud,
    expiresAt: exp,
    notBefore: claims.nbf,
  };
}

const missingClaim = (claim: string) => invalidIdentityToken(`Missing a required claim: ${claim}`);

function decode(token: string): { header: { kid?: string }; claims: JWTPayload } {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    // Seen in kops and Cognito issues.
    throw invalidIdentityToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
}

/** Errors: InvalidIdentityToken if the issuer publishes no such key, or the key did not sign this token. */
export async function requireSignature(context: CallContext, { token, issuer, keyId }: WebIdentity): Promise<void> {
  const keys = await publishedKeys(context, issuer);
  const jwk = keys?.find((key) => key.kid === keyId);
  if (!jwk) {
    throw invalidIdentityToken(
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  }
  const verified = await importedKey(jwk)
    .then((key) => compactVerify(token, key, { algorithms: ['RS256'] }))
    .catch(() => undefined);
  if (!verified) throw notValidated();
}

/** Errors: ExpiredTokenException; InvalidIdentityToken before its time. `now` is in ms. */
export function requireCurrent({ expiresAt, notBefore = 0 }: WebIdentity, now: number): void {
  const seconds = Math.floor(now / 1000);
  if (seconds >= expiresAt) {
    const text = `Token expired: current date/time ${seconds} must be before the expiration date/time ${expiresAt}`;
    throw new AwsError('ExpiredTokenException', 400, text);
  }
  if (seconds < notBefore) throw notValidated();
}

/** The general refusal, as configure-aws-credentials prints it in many public logs of 2026. */
function notValidated(): AwsError {
  return invalidIdentityToken(
    'The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.',
  );
}

const importedKeys = new WeakMap<JWK, ReturnType<typeof importJWK>>();

function importedKey(jwk: JWK): ReturnType<typeof importJWK> {
  const key = importedKeys.get(jwk) ?? importJWK(jwk, 'RS256');
  importedKeys.set(jwk, key);
  return key;
}
