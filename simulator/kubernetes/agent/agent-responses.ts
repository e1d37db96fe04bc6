import { AwsError } from '../../aws-error.ts';
import type { HttpResponse } from '../../http.ts';
import type { PodCredentials } from '../cluster.ts';

/** What SDKs take from the agent; the account is that of the role. facts B.3 */
export function credentialsResponse(credentials: PodCredentials): HttpResponse {
  const body = {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    AccountId: credentials.assumedRole.arn.split(':')[4],
    Expiration: rfc3339(credentials.expiresAtMs),
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** As Go writes a time: no fraction where there is none. */
const rfc3339 = (epochMs: number) => new Date(epochMs).toISOString().replace(/\.?0*Z$/, 'Z');

/** EKS Auth's status and words; 500 for what is not an answer of its. facts B.3 */
export function failure(error: unknown, requestId: string): HttpResponse {
  if (!(error instanceof AwsError)) return plainText(500, error instanceof Error ? error.message : String(error));
  const fault = error.status < 500 ? 'client' : 'server';
  return plainText(error.status, `[${requestId}]: (${error.code}): ${error.message}, fault: ${fault}`);
}

/** What the log says of the same. aws/eks-pod-identity-agent pkg/errors, and the AWS SDK for Go */
export function logged(error: unknown, requestId: string): string {
  if (!(error instanceof AwsError)) return error instanceof Error ? error.message : String(error);
  return (
    'error getting credentials to cache: unable to fetch credentials from EKS Auth: ' +
    'operation error EKS Auth: AssumeRoleForPodIdentity, ' +
    `https response error StatusCode: ${error.status}, RequestID: ${requestId}, ${error.code}: ${error.message}`
  );
}

/** As Go's http.Error answers. */
export function plainText(status: number, text: string): HttpResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return { status, headers, body: `${text}\n` };
}
