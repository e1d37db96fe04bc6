import { codeOf, type SdkError } from './sdk-error.ts';

/** botocore retries/standard.py, ThrottledRetryableChecker and TransientRetryableChecker */
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottledException',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'TransactionInProgressException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'RequestThrottled',
  'SlowDown',
  'PriorRequestNotComplete',
  'EC2ThrottledException',
  'RequestTimeout',
  'RequestTimeoutException',
]);
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);
const BROKEN_CONNECTION = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT']);

/** True if the same call may go well a moment later. */
export function isWorthAnother(error: unknown): boolean {
  const failure = error as SdkError;
  if (BROKEN_CONNECTION.has(failure.cause?.code ?? '')) return true;
  return TRANSIENT_STATUS.has(failure.$metadata?.httpStatusCode ?? 0) || THROTTLED.has(codeOf(failure) ?? failure.name);
}
