import type { JWK } from 'jose';
import { AwsError } from '../aws-error.ts';
import { findJwks } from '../oidc/issuer.ts';
import { findPublicBucket } from '../oidc/public-bucket.ts';
import { ANONYMOUS } from '../wire/authenticate.ts';
import type { CallContext } from '../wire/operation.ts';

/**
 * The keys that an issuer publishes: a cluster of this cloud, or whoever keeps discovery document and key set in a public
 * bucket. They are read as anybody would. Undefined if there is nothing to read.
 */
export async function publishedKeys(context: CallContext, issuer: string): Promise<JWK[] | undefined> {
  const own = findJwks(context.state, issuer);
  if (own) return own.keys;
  const discovery = await readPublic(context, `${issuer}/.well-known/openid-configuration`);
  // OpenID Connect Discovery 1.0, section 4.3: the issuer must be the one that was asked for.
  if (discovery?.issuer !== issuer || typeof discovery.jwks_uri !== 'string') return undefined;
  const { keys } = (await readPublic(context, discovery.jwks_uri)) ?? {};
  return Array.isArray(keys) ? keys : undefined;
}

async function readPublic(context: CallContext, url: string): Promise<Record<string, unknown> | undefined> {
  const place = findPublicBucket(url);
  if (!place) return undefined;
  try {
    const input = { Bucket: place.bucket, Key: place.key };
    const call = { service: 's3', operation: 'GetObject', input, caller: ANONYMOUS };
    const { Body } = (await context.invoke(call)) as { Body: Uint8Array };
    return JSON.parse(new TextDecoder().decode(Body)) as Record<string, unknown>;
  } catch (error) {
    // Private, absent, or no JSON: STS says the same of all. facts A.7
    if (error instanceof AwsError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
