import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { toBase64 } from '../base64.ts';
import type { State } from '../state/state.ts';

/** A cluster's token issuer: the key that signs, and every public key still published. */
export interface Issuer {
  issuer: string;
  signingKey: JWK;
  publishedKeys: JWK[];
}

export const issuers = (state: State) => state.table<Issuer>('oidc/issuers');

/** Makes an RS256 key for `issuer` and publishes it; does nothing if the issuer exists. */
export async function createIssuer(state: State, issuer: string): Promise<void> {
  if (!issuers(state).has(issuer)) await rotateSigningKey(state, issuer);
}

/** Signs with a new key from now on. Earlier keys stay published, since tokens that they signed are still about. facts A.5 */
export async function rotateSigningKey(state: State, issuer: string): Promise<void> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const kid = await keyId(pair.publicKey);
  const published = { kty: 'RSA', kid, use: 'sig', alg: 'RS256', n: publicJwk.n, e: publicJwk.e } as JWK;
  const signing = { ...(await exportJWK(pair.privateKey)), kid, alg: 'RS256' };
  const { publishedKeys = [] } = issuers(state).get(issuer) ?? {};
  issuers(state).put(issuer, { issuer, signingKey: signing, publishedKeys: [published, ...publishedKeys] });
}

/** The kid, as upstream Kubernetes makes it: base64url(SHA-256(SubjectPublicKeyInfo)). facts A.5, kubernetes jwt.go */
async function keyId(key: CryptoKey): Promise<string> {
  const spki = await crypto.subtle.exportKey('spki', key);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  return toBase64(digest).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const privateKeys = new WeakMap<JWK, Promise<CryptoKey | Uint8Array>>();

/** Signs `claims` with the issuer's current key. Header: alg and kid only, as the API server's signer does. facts A.6 */
export async function signToken(state: State, issuer: string, claims: JWTPayload): Promise<string> {
  const row = issuers(state).get(issuer);
  if (!row) throw new Error(`No issuer ${issuer}`);
  const { signingKey } = row;
  const known = privateKeys.get(signingKey) ?? importJWK(signingKey, 'RS256');
  privateKeys.set(signingKey, known);
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: signingKey.kid as string }).sign(await known);
}

/** The JSON Web Key Set at `<issuer>/keys`; undefined if nobody publishes there. */
export function findJwks(state: State, issuer: string): { keys: JWK[] } | undefined {
  const row = issuers(state).get(issuer);
  return row && { keys: row.publishedKeys };
}

/** The document at `<issuer>/.well-known/openid-configuration`. facts A.5 */
export function discoveryDocument(issuer: string): Record<string, unknown> {
  return {
    issuer,
    jwks_uri: `${issuer}/keys`,
    authorization_endpoint: 'urn:kubernetes:programmatic_authorization',
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss'],
  };
}
