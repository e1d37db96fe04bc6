import { AwsError } from '../../aws-error.ts';
import type { ServiceModel } from '../schema/service-model.ts';
import type { PresentedSignature } from './presented-signature.ts';

/**
 * What AWS answers when a signature does not hold. Three dialects: S3's, that of the Query services (IAM, STS) and that of
 * the JSON services. Sources: S3 API reference, "Error responses"; IAM API reference, "Common Errors"; architect/dynalite
 * index.js (DynamoDB's texts, with status 400); aws/aws-cli#6676 (STS).
 */
interface Dialect {
  s3: string;
  query: string;
  json: string;
}

/** S3's times have seconds only: 2025-09-03T16:21:50Z. */
const serverTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const compactTime = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
export const MAX_SKEW_MS = 15 * 60_000;

function refuse(service: ServiceModel, codes: Dialect, message: string, fields?: Record<string, unknown>): AwsError {
  if (service.protocol === 'restXml') return new AwsError(codes.s3, 403, message, fields);
  // "This usually means that you do not have permission or the credentials are not valid", whatever it is that does not
  // hold. EC2 API reference, "Error codes"
  if (service.protocol === 'ec2Query') {
    return new AwsError('AuthFailure', 401, 'AWS was not able to validate the provided access credentials');
  }
  if (service.protocol === 'awsQuery') return new AwsError(codes.query, 403, message);
  return new AwsError(codes.json, service.protocol.startsWith('awsJson') ? 400 : 403, message);
}

export function missingAuthentication(service: ServiceModel): AwsError {
  const codes = {
    s3: 'AccessDenied',
    query: 'MissingAuthenticationToken',
    json: 'MissingAuthenticationTokenException',
  };
  return refuse(service, codes, 'Request is missing Authentication Token');
}

export function incompleteSignature(service: ServiceModel, presented: PresentedSignature): AwsError {
  const message = presented.incomplete ?? '';
  if (service.protocol === 'restXml') {
    return presented.presigned
      ? new AwsError('AuthorizationQueryParametersError', 400, message)
      : new AwsError('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${message}`);
  }
  return refuse(service, { s3: '', query: 'IncompleteSignature', json: 'IncompleteSignatureException' }, message);
}

export function unknownAccessKey(service: ServiceModel, accessKeyId: string): AwsError {
  if (service.protocol === 'restXml') {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    return new AwsError('InvalidAccessKeyId', 403, message, { AWSAccessKeyId: accessKeyId });
  }
  return invalidToken(service);
}

export function invalidToken(service: ServiceModel): AwsError {
  if (service.protocol === 'restXml') {
    return new AwsError('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
  }
  const codes = { s3: '', query: 'InvalidClientTokenId', json: 'UnrecognizedClientException' };
  return refuse(service, codes, 'The security token included in the request is invalid.');
}

export function expiredToken(service: ServiceModel): AwsError {
  if (service.protocol === 'restXml') return new AwsError('ExpiredToken', 400, 'The provided token has expired.');
  if (service.protocol === 'ec2Query') return new AwsError('RequestExpired', 400, 'Request has expired.');
  const codes = { s3: '', query: 'ExpiredToken', json: 'ExpiredTokenException' };
  return refuse(service, codes, 'The security token included in the request is expired');
}

const MISMATCH = { s3: 'SignatureDoesNotMatch', query: 'SignatureDoesNotMatch', json: 'InvalidSignatureException' };

export function signatureMismatch(service: ServiceModel, presented: PresentedSignature, canonical: string): AwsError {
  const start = 'The request signature we calculated does not match the signature you provided. Check your';
  if (service.protocol !== 'restXml') {
    const rest = 'AWS Secret Access Key and signing method. Consult the service documentation for details.';
    return refuse(service, MISMATCH, `${start} ${rest}`);
  }
  return refuse(service, MISMATCH, `${start} key and signing method.`, {
    AWSAccessKeyId: presented.accessKeyId,
    SignatureProvided: presented.signature,
    CanonicalRequest: canonical,
  });
}

export function invalidSignature(service: ServiceModel, message: string): AwsError {
  return refuse(service, MISMATCH, message);
}

/** The request was signed too long ago, or in the future. */
export function skewedTime(service: ServiceModel, presented: PresentedSignature, now: number): AwsError {
  if (service.protocol === 'restXml') {
    const message = 'The difference between the request time and the current time is too large.';
    return new AwsError('RequestTimeTooSkewed', 403, message, {
      RequestTime: presented.date,
      ServerTime: serverTime(now),
      MaxAllowedSkewMilliseconds: MAX_SKEW_MS,
    });
  }
  const early = presented.dateMs > now;
  const limit = compactTime(early ? now + MAX_SKEW_MS : now - MAX_SKEW_MS);
  const sum = `(${compactTime(now)} ${early ? '+' : '-'} 15 min.)`;
  const message = early
    ? `Signature not yet current: ${presented.date} is still later than ${limit} ${sum}`
    : `Signature expired: ${presented.date} is now earlier than ${limit} ${sum}`;
  return refuse(service, MISMATCH, message);
}

/** The words of S3's newer Regions, which never knew Signature Version 2. S3 API reference, "Error responses" */
export function unsupportedSignature(): AwsError {
  const message = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
  return new AwsError('InvalidRequest', 400, message);
}

/** S3 wants its own headers signed, so that nobody on the way can add one. soto-project/soto-core#99 */
export function unsignedHeaders(names: string[]): AwsError {
  const message = 'There were headers present in the request which were not signed';
  return new AwsError('AccessDenied', 403, message, { HeadersNotSigned: names.join(', ') });
}

/** S3's presigned URLs. aws/aws-sdk-php#1333, minio/minio#2638 */
export function expiredLink(presented: PresentedSignature, now: number): AwsError {
  const expires = serverTime(presented.dateMs + (presented.expiresSeconds ?? 0) * 1000);
  if (presented.dateMs > now) {
    const fields = { 'X-Amz-Date': presented.dateMs, Expires: expires, ServerTime: serverTime(now) };
    return new AwsError('AccessDenied', 403, 'Request is not yet valid', fields);
  }
  const fields = { 'X-Amz-Expires': presented.expiresSeconds, Expires: expires, ServerTime: serverTime(now) };
  return new AwsError('AccessDenied', 403, 'Request has expired', fields);
}
