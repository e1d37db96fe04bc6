import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { AwsError } from '../aws-error.ts';
import type { Cluster } from '../eks/tables.ts';
import { findJwks } from '../oidc/issuer.ts';
import type { CallContext, TokenSubject } from '../wire/operation.ts';

export const AUDIENCE = 'pods.eks.amazonaws.com';

/**
 * Checks a pod's service account token: signed by the cluster, meant for EKS Pod Identity, not expired, and its pod and
 * service account still there. Errors: InvalidTokenException, ExpiredTokenException. facts B.5
 */
export async function verifyPodToken(token: string, cluster: Cluster, context: CallContext): Promise<TokenSubject> {
  const claims = await verifiedClaims(token, cluster, context);
  const subject = subjectOf(claims);
  if (!subject) throw invalidToken('The token included in the request is not bound to a pod.');
  const problem = context.cloud.whyTokenRevoked?.(cluster.arn, subject);
  if (problem !== undefined) throw invalidToken(`The token included in the request is no longer valid: ${problem}.`);
  return subject;
}

async function verifiedClaims(token: string, cluster: Cluster, { state, now }: CallContext): Promise<JWTPayload> {
  const keys = createLocalJWKSet(findJwks(state, cluster.issuer) ?? { keys: [] });
  try {
    const options = { issuer: cluster.issuer, audience: AUDIENCE, algorithms: ['RS256'], currentDate: new Date(now) };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expired(error.payload.exp ?? 0, now);
    throw invalidToken(`The token included in the request is invalid: ${reasonOf(error)}.`);
  }
}

/** The real texts for invalid tokens are not known; these are ours. facts B.5 */
const invalidToken = (message: string) => new AwsError('InvalidTokenException', 400, message);

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return `its audience is not ${AUDIENCE}`;
    if (error.claim === 'iss') return 'it was issued by another cluster';
    return `its claim ${error.claim} does not hold`;
  }
  if (error instanceof errors.JWKSNoMatchingKey) return 'it was signed with a key that the cluster does not publish';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature does not match';
  return 'it is not a signed service account token';
}

/** facts B.3, the sample of botocore#3117. */
function expired(expiresAtSeconds: number, now: number): AwsError {
  const current = new Date(now).toISOString();
  const expiry = `${new Date(expiresAtSeconds * 1000).toISOString().slice(0, 19)}Z`;
  const when = `current date/time ${current} must be before the expiration date/time ${expiry}.`;
  return new AwsError('ExpiredTokenException', 400, `The token included in the request is expired: ${when}`);
}

interface BoundClaims {
  namespace?: string;
  pod?: { name: string; uid: string };
  serviceaccount?: { name: string; uid: string };
}

function subjectOf(claims: JWTPayload): TokenSubject | undefined {
  const { namespace, pod, serviceaccount } = (claims['kubernetes.io'] ?? {}) as BoundClaims;
  return namespace && pod && serviceaccount ? { namespace, pod, serviceAccount: serviceaccount } : undefined;
}
