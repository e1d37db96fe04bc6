import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest } from '../../../../simulator/http.ts';
import { canonicalRequest } from '../../../../simulator/wire/signature/canonical-request.ts';
import type { TestCredentials } from '../test-endpoint.ts';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Signs whatever it is given. Not an oracle for signatures: it canonicalizes as the wire does, so that requests that no
 * SDK would make get past that check. `nowMs` may lie.
 */
export function sign(
  { service, credentials, nowMs }: { service: string; credentials: TestCredentials; nowMs: number },
  request: HttpRequest,
): HttpRequest {
  const amzDate = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { date: amzDate.slice(0, 8), region: 'us-west-2', service, terminator: 'aws4_request' };
  const hash = sha256(request.body);
  const headers: Record<string, string> = { 'x-amz-content-sha256': hash, ...request.headers, 'x-amz-date': amzDate };
  const signedHeaders = Object.keys(headers)
    .filter((name) => name === 'host' || name.startsWith('x-amz-'))
    .sort();
  const claimed = service === 's3' ? headers['x-amz-content-sha256'] : undefined;
  const canonical = canonicalRequest({
    request: { ...request, headers },
    query: new URLSearchParams(request.query),
    presented: { scope, signedHeaders } as never,
    payloadHash: claimed ?? hash,
  });
  const scopeText = `${scope.date}/${scope.region}/${service}/aws4_request`;
  const key = [scope.date, scope.region, service, 'aws4_request'].reduce<string | Uint8Array>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${amzDate}\n${scopeText}\n${sha256(canonical)}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scopeText}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { ...request, headers: { ...headers, authorization } };
}
