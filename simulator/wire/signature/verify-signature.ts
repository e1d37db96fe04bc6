import { AwsError } from '../../aws-error.ts';
import type { AccessKey } from '../../caller.ts';
import type { Incoming } from '../exchange.ts';
import type { ServiceModel } from '../schema/service-model.ts';
import { chunkSignaturesHold } from './aws-chunked.ts';
import { canonicalRequest } from './canonical-request.ts';
import type { PresentedSignature } from './presented-signature.ts';
import * as errors from './signature-errors.ts';
import { equalInConstantTime, type Signer } from './signer.ts';

const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
const STREAMS = new Set([
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
]);
const MAX_LINK_SECONDS = 7 * 24 * 3600;

/** Checks what can be checked without the key: form, time and scope. Throws AwsError. Order: architect/dynalite index.js. */
export function checkClaims(service: ServiceModel, presented: PresentedSignature, now: number): void {
  if (presented.incomplete) throw errors.incompleteSignature(service, presented);
  checkTime(service, presented, now);
  if (!presented.signedHeaders.includes('host')) {
    throw errors.invalidSignature(service, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const { scope, date } = presented;
  if (scope.terminator !== 'aws4_request') {
    const message = `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'.`;
    throw errors.invalidSignature(service, message);
  }
  if (scope.date !== date.slice(0, 8)) {
    const message = 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ';
    throw errors.invalidSignature(service, `${message}'${scope.date}' != '${date.slice(0, 8)}', from '${date}'.`);
  }
}

function checkTime(service: ServiceModel, presented: PresentedSignature, now: number): void {
  const age = now - presented.dateMs;
  // STS lets a presigned call live for 15 minutes whatever X-Amz-Expires says: aws-iam-authenticator, pkg/token.
  if (!presented.presigned || service.protocol !== 'restXml') {
    if (Math.abs(age) > errors.MAX_SKEW_MS) throw errors.skewedTime(service, presented, now);
    return;
  }
  const expiresSeconds = presented.expiresSeconds ?? 0;
  if (!(expiresSeconds >= 0 && expiresSeconds <= MAX_LINK_SECONDS)) {
    const message =
      'X-Amz-Expires must be less than a week (in seconds) that is, the given X-Amz-Expires must be less than';
    throw new AwsError('AuthorizationQueryParametersError', 400, `${message} ${MAX_LINK_SECONDS} seconds`);
  }
  if (age < -errors.MAX_SKEW_MS || age > expiresSeconds * 1000) throw errors.expiredLink(presented, now);
}

/** Recalculates the signature. Throws AwsError if the request, its body included, is not what the key's owner signed. */
export function verifySignature(service: ServiceModel, incoming: Incoming, key: AccessKey, signer: Signer): void {
  const { request, query, signature: presented } = incoming;
  if (!presented) return;
  if (service.protocol === 'restXml') checkOwnHeadersSigned(incoming, presented);
  const payloadHash = payloadHashOf(service, incoming, presented, signer);
  const canonical = canonicalRequest({ request, query, presented, payloadHash });
  const { date, scope } = presented;
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  const stringToSign = `AWS4-HMAC-SHA256\n${date}\n${scopeText}\n${signer.sha256Hex(canonical)}`;
  if (!equalInConstantTime(signer.sign(key.secretAccessKey, scope, stringToSign), presented.signature)) {
    throw errors.signatureMismatch(service, presented, canonical);
  }
  const signedChunks = payloadHash.startsWith('STREAMING-AWS4-');
  if (
    signedChunks &&
    !(incoming.chunked && chunkSignaturesHold(incoming.chunked, presented, key.secretAccessKey, signer))
  ) {
    throw errors.signatureMismatch(service, presented, canonical);
  }
}

function checkOwnHeadersSigned({ request }: Incoming, { signedHeaders }: PresentedSignature): void {
  const unsigned: string[] = [];
  for (const name in request.headers) {
    if (!name.startsWith('x-amz-') || name === 'x-amz-content-sha256') continue;
    if (!signedHeaders.includes(name)) unsigned.push(name);
  }
  if (unsigned.length > 0) throw errors.unsignedHeaders(unsigned);
}

/** What stands for the body in the canonical request. Only S3 lets the client say so, and then holds it to its word. */
function payloadHashOf(
  service: ServiceModel,
  incoming: Incoming,
  presented: PresentedSignature,
  { sha256Hex }: Signer,
): string {
  const { headers, body } = incoming.request;
  if (service.protocol !== 'restXml') return sha256Hex(body);
  const claimed = headers['x-amz-content-sha256'] ?? incoming.query.get('X-Amz-Content-Sha256');
  if (presented.presigned) return claimed ?? UNSIGNED_PAYLOAD;
  if (claimed === UNSIGNED_PAYLOAD || (claimed && STREAMS.has(claimed))) return claimed;
  if (!claimed) {
    throw new AwsError('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256');
  }
  const actual = sha256Hex(body);
  if (claimed !== actual) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    const fields = { ClientComputedContentSHA256: claimed, S3ComputedContentSHA256: actual };
    throw new AwsError('XAmzContentSHA256Mismatch', 400, message, fields);
  }
  return claimed;
}
