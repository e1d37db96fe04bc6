import { createHash, createHmac } from 'node:crypto';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from '../../../../simulator/http.ts';
import { scriptedService } from '../scripted-service.ts';
import { FROZEN_NOW, ROOT_KEY, type TestCredentials, testEndpoint } from '../test-endpoint.ts';

class Sha256 {
  private hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;
  constructor(secret?: string | Uint8Array) {
    this.hash = secret ? createHmac('sha256', secret as string) : createHash('sha256');
  }
  update(data: string | Uint8Array) {
    this.hash.update(data as string);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
  reset() {}
}

interface ToSign {
  service: string;
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  credentials?: TestCredentials;
  at?: number;
}

/** The oracle: AWS's own signer. */
export const signer = ({ service, credentials = ROOT_KEY }: ToSign) =>
  new SignatureV4({
    service,
    region: 'us-west-2',
    credentials,
    sha256: Sha256 as never,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
  });

export const plain = ({ service, method = 'POST', path = '/', query = {}, headers = {}, body = '' }: ToSign) => {
  const hostname = `${service}.us-west-2.amazonaws.com`;
  return { protocol: 'https:', hostname, method, path, query, headers: { host: hostname, ...headers }, body };
};

export const queryText = (query: Record<string, unknown>) =>
  Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');

export async function signed(options: ToSign): Promise<HttpRequest> {
  const request = await signer(options).sign(plain(options), { signingDate: new Date(options.at ?? FROZEN_NOW) });
  return asReceived(request, options.body ?? '');
}

export async function presigned(options: ToSign & { expiresIn: number }): Promise<HttpRequest> {
  const { body: _, ...unsigned } = plain({ method: 'GET', ...options });
  const at = { signingDate: new Date(options.at ?? FROZEN_NOW), expiresIn: options.expiresIn };
  const headers =
    options.service === 's3' ? { ...unsigned.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : unsigned.headers;
  return asReceived(await signer(options).presign({ ...unsigned, headers }, at), '');
}

function asReceived(
  request: { method: string; path: string; query?: Record<string, unknown>; headers: Record<string, string> },
  body: string,
): HttpRequest {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value]));
  return {
    method: request.method,
    path: request.path,
    query: queryText(request.query ?? {}),
    headers,
    body: new TextEncoder().encode(body),
  };
}

export const WHO_AM_I = { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root', UserId: '111122223333' };
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
export const CALL = { service: 'sts', headers: FORM, body: 'Action=GetCallerIdentity&Version=2011-06-15' };

export function stsEndpoint() {
  const answers = { GetCallerIdentity: () => WHO_AM_I };
  return testEndpoint({ ...scriptedService({ name: 'sts', protocol: 'awsQuery', schemas: sts, answers }) });
}

export function s3Endpoint() {
  const answers = {
    GetObject: () => ({ Body: new TextEncoder().encode('hello') }),
    PutObject: () => ({ ETag: '"e"' }),
  };
  const script = scriptedService({ name: 's3', protocol: 'restXml', schemas: s3, answers });
  return { ...script, endpoint: testEndpoint({ services: script.services }) };
}
