import { createHash, createHmac } from 'node:crypto';
import * as eks from '@aws-sdk/client-eks';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../simulator/http.ts';
import { scriptedService } from './scripted-service.ts';
import { FROZEN_NOW, ROOT_KEY, type TestCredentials, testEndpoint } from './test-endpoint.ts';

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
const signer = ({ service, credentials = ROOT_KEY }: ToSign) =>
  new SignatureV4({
    service,
    region: 'us-west-2',
    credentials,
    sha256: Sha256 as never,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
  });

const plain = ({ service, method = 'POST', path = '/', query = {}, headers = {}, body = '' }: ToSign) => {
  const hostname = `${service}.us-west-2.amazonaws.com`;
  return { protocol: 'https:', hostname, method, path, query, headers: { host: hostname, ...headers }, body };
};

const queryText = (query: Record<string, unknown>) =>
  Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');

async function signed(options: ToSign): Promise<HttpRequest> {
  const request = await signer(options).sign(plain(options), { signingDate: new Date(options.at ?? FROZEN_NOW) });
  return asReceived(request, options.body ?? '');
}

async function presigned(options: ToSign & { expiresIn: number }): Promise<HttpRequest> {
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

const WHO_AM_I = { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root', UserId: '111122223333' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const CALL = { service: 'sts', headers: FORM, body: 'Action=GetCallerIdentity&Version=2011-06-15' };

function stsEndpoint() {
  const answers = { GetCallerIdentity: () => WHO_AM_I };
  return testEndpoint({ ...scriptedService({ name: 'sts', protocol: 'awsQuery', schemas: sts, answers }) });
}

function s3Endpoint() {
  const answers = {
    GetObject: () => ({ Body: new TextEncoder().encode('hello') }),
    PutObject: () => ({ ETag: '"e"' }),
  };
  const script = scriptedService({ name: 's3', protocol: 'restXml', schemas: s3, answers });
  return { ...script, endpoint: testEndpoint({ services: script.services }) };
}

describe('signed headers', () => {
  it('accepts what the SDK signs, whatever path and query hold', async () => {
    const answers = { ListClusters: () => ({ clusters: [] }), DescribeAccessEntry: () => ({}) };
    const { services, seen } = scriptedService({ name: 'eks', protocol: 'restJson1', schemas: eks, answers });
    const endpoint = testEndpoint({ services });
    const principalArn = 'arn:aws:iam::111122223333:role/a b+c/é';
    const path = `/clusters/c/access-entries/${encodeURIComponent(principalArn)}`;
    expect(await endpoint.send(await signed({ service: 'eks', method: 'GET', path }))).toMatchObject({ status: 200 });
    expect(seen.DescribeAccessEntry).toEqual({ clusterName: 'c', principalArn });
    const query = { nextToken: 'a b+c/=&é', maxResults: '5', 'a-b': '', a: "!'()*" };
    const listed = await endpoint.send(await signed({ service: 'eks', method: 'GET', path: '/clusters', query }));
    expect(listed.status).toBe(200);
  });

  it('accepts keys with odd characters in S3 paths', async () => {
    const { endpoint, seen } = s3Endpoint();
    const path = '/bkt/a//b/../c%20d%2Be%C3%A9';
    expect((await endpoint.send(await signed({ service: 's3', method: 'GET', path }))).status).toBe(200);
    expect(seen.GetObject).toMatchObject({ Bucket: 'bkt', Key: 'a//b/../c d+eé' });
  });

  it.each(['method', 'path', 'query', 'body', 'header'])('refuses a changed %s', async (what) => {
    const request = await signed(CALL);
    if (what === 'method') request.method = 'PUT';
    if (what === 'path') request.path = '/x';
    if (what === 'query') request.query = 'a=b';
    if (what === 'body') request.body = new TextEncoder().encode(`${CALL.body}&x=y`);
    if (what === 'header') request.headers.host = 'elsewhere';
    const { status, body } = await stsEndpoint().send(request);
    expect(status).toBe(403);
    expect(body).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(body).toContain(
      '<Message>The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.</Message>',
    );
  });

  it('refuses requests that are older or newer than 15 minutes', async () => {
    const old = await stsEndpoint().send(await signed({ ...CALL, at: FROZEN_NOW - 16 * 60_000 }));
    expect(old).toMatchObject({ status: 403 });
    expect(old.body).toContain(
      'Signature expired: 20261124T084400Z is now earlier than 20261124T084500Z (20261124T090000Z - 15 min.)',
    );
    const early = await stsEndpoint().send(await signed({ ...CALL, at: FROZEN_NOW + 16 * 60_000 }));
    expect(early.body).toContain(
      'Signature not yet current: 20261124T091600Z is still later than 20261124T091500Z (20261124T090000Z + 15 min.)',
    );
  });
});

describe('presigned requests', () => {
  it('accepts the token of aws eks get-token, and answers STS in JSON if asked', async () => {
    const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    const headers = { 'x-k8s-aws-id': 'workshop-a' };
    const request = await presigned({ service: 'sts', query, headers, expiresIn: 60 });
    // The authenticator sends the cluster's name itself.
    request.headers = { ...request.headers, 'x-k8s-aws-id': 'workshop-a', accept: 'application/json' };
    const { status, body } = await stsEndpoint().send(request);
    expect(status).toBe(200);
    expect(JSON.parse(String(body))).toMatchObject({
      GetCallerIdentityResponse: {
        GetCallerIdentityResult: WHO_AM_I,
        ResponseMetadata: { RequestId: expect.any(String) },
      },
    });
    request.headers['x-k8s-aws-id'] = 'workshop-b';
    expect((await stsEndpoint().send(request)).status).toBe(403);
  });

  it('gives objects by link until the link expires', async () => {
    const { endpoint } = s3Endpoint();
    const request = await presigned({ service: 's3', path: '/bkt/k', expiresIn: 60 });
    expect((await endpoint.send(request)).status).toBe(200);
    endpoint.clock.advance(61_000);
    const { status, body } = await endpoint.send(request);
    expect(status).toBe(403);
    expect(body).toContain(
      '<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires>',
    );
    expect(body).toContain('<Expires>2026-11-24T09:01:00Z</Expires><ServerTime>2026-11-24T09:01:01Z</ServerTime>');
  });
});

describe('S3 signatures', () => {
  it('must cover S3’s own headers', async () => {
    const request = await signed({ service: 's3', method: 'GET', path: '/b/k' });
    request.headers['x-amz-tagging'] = 'team=blue';
    const { status, body } = await s3Endpoint().endpoint.send(request);
    expect(status).toBe(403);
    expect(body).toContain('<Message>There were headers present in the request which were not signed</Message>');
    expect(body).toContain('<HeadersNotSigned>x-amz-tagging</HeadersNotSigned>');
  });

  it('must not be of version 2', async () => {
    const { endpoint } = s3Endpoint();
    const { status, body } = await endpoint.send({ path: '/b/k', query: 'AWSAccessKeyId=a&Signature=b&Expires=1' });
    expect(status).toBe(400);
    expect(body).toContain(
      '<Message>The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.</Message>',
    );
  });
});

describe('keys and tokens', () => {
  it('names unknown keys in each service’s words', async () => {
    const stranger = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' };
    const queried = testEndpoint({
      services: scriptedService({ name: 'iam', protocol: 'awsQuery', schemas: iam, answers: { ListRoles: () => ({}) } })
        .services,
    });
    await expect(
      new iam.IAMClient(queried.clientConfig(stranger)).send(new iam.ListRolesCommand({})),
    ).rejects.toMatchObject({
      Code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403 },
    });
    const json = testEndpoint({
      services: scriptedService({
        name: 'eks',
        protocol: 'restJson1',
        schemas: eks,
        answers: { ListClusters: () => ({}) },
      }).services,
    });
    await expect(
      new eks.EKSClient(json.clientConfig(stranger)).send(new eks.ListClustersCommand({})),
    ).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    const { endpoint } = s3Endpoint();
    const get = new s3.GetObjectCommand({ Bucket: 'b', Key: 'k' });
    await expect(new s3.S3Client(endpoint.clientConfig(stranger)).send(get)).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    });
  });

  it('wants the session token that belongs to the key, until the session ends', async () => {
    const endpoint = stsEndpoint();
    const credentials = endpoint.addRoleSession({ roleName: 'app' });
    const call = new sts.GetCallerIdentityCommand({});
    await new sts.STSClient(endpoint.clientConfig(credentials)).send(call);
    const invalid = { Code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
    const { sessionToken: _, ...without } = credentials;
    await expect(new sts.STSClient(endpoint.clientConfig(without)).send(call)).rejects.toMatchObject(invalid);
    const wrong = { ...credentials, sessionToken: 'other' };
    await expect(new sts.STSClient(endpoint.clientConfig(wrong)).send(call)).rejects.toMatchObject(invalid);
    endpoint.clock.advance(3_600_000);
    await expect(new sts.STSClient(endpoint.clientConfig(credentials)).send(call)).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  it('refuses unsigned calls, except those that bring a token', async () => {
    const answers = { GetCallerIdentity: () => WHO_AM_I, AssumeRoleWithWebIdentity: () => ({}) };
    const { services } = scriptedService({ name: 'sts', protocol: 'awsQuery', schemas: sts, answers });
    const unsigned = (action: string) => ({
      method: 'POST',
      headers: FORM,
      body: new TextEncoder().encode(`Action=${action}&RoleArn=a&RoleSessionName=b&WebIdentityToken=c`),
    });
    const endpoint = testEndpoint({ services });
    const { status, body } = await endpoint.send(unsigned('GetCallerIdentity'));
    expect(status).toBe(403);
    expect(body).toContain(
      '<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>',
    );
    expect((await endpoint.send(unsigned('AssumeRoleWithWebIdentity'))).status).toBe(200);
  });

  it('tells what a malformed Authorization header lacks, without repeating secrets', async () => {
    const headers = { ...FORM, authorization: 'Bearer very-secret-token', host: 'sts.us-west-2.amazonaws.com' };
    const { status, body } = await stsEndpoint().send({
      method: 'POST',
      headers,
      body: new TextEncoder().encode(CALL.body),
    });
    expect(status).toBe(403);
    expect(body).toContain('<Code>IncompleteSignature</Code>');
    expect(body).toContain("Authorization header requires 'Credential' parameter.");
    expect(body).not.toContain('very-secret-token');
  });
});

describe('aws-chunked bodies', () => {
  it('takes apart streams with trailing checksums', async () => {
    const { endpoint, seen } = s3Endpoint();
    const { Readable } = await import('node:stream');
    const Body = Readable.from([Buffer.alloc(70_000, 97), Buffer.alloc(5, 98)]);
    const put = new s3.PutObjectCommand({ Bucket: 'b', Key: 'k', Body, ContentLength: 70_005 });
    // The SDK sends trailers over TLS only, which the endpoint's default URL is.
    await new s3.S3Client(endpoint.clientConfig()).send(put);
    const input = seen.PutObject as s3.PutObjectCommandInput;
    expect(Buffer.from(input.Body as Uint8Array).toString()).toBe(`${'a'.repeat(70_000)}bbbbb`);
    expect(input.ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==$/);
    expect(input.ContentEncoding).toBeUndefined();
  });

  it('checks signed chunks, one by one', async () => {
    const content = 'hello, chunks';
    const headers = {
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': String(content.length),
      'content-encoding': 'aws-chunked',
    };
    const request = await signed({ service: 's3', method: 'PUT', path: '/b/k', headers });
    const { endpoint, seen } = s3Endpoint();
    request.body = signChunks(request, ['hello, ', 'chunks', '']);
    expect((await endpoint.send(request)).status).toBe(200);
    expect(new TextDecoder().decode((seen.PutObject as { Body: Uint8Array }).Body)).toBe(content);
    request.body = new TextEncoder().encode(new TextDecoder().decode(request.body).replace('chunks', 'chinks'));
    const { status, body } = await endpoint.send(request);
    expect(status).toBe(403);
    expect(body).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('refuses bodies that end early', async () => {
    const { endpoint } = s3Endpoint();
    const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'content-encoding': 'aws-chunked' };
    const request = await signed({ service: 's3', method: 'PUT', path: '/b/k', headers, body: '5\r\nhel' });
    const { status, body } = await endpoint.send(request);
    expect(status).toBe(400);
    expect(body).toContain('<Code>IncompleteBody</Code>');
  });
});

/** By the formula of AWS's documentation, over Node's crypto. */
function signChunks(request: HttpRequest, chunks: string[]): Uint8Array {
  const authorization = request.headers.authorization ?? '';
  const scope = /Credential=[^/]+\/([^,]+)/.exec(authorization)?.[1] ?? '';
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (previous, part) => createHmac('sha256', previous).update(part).digest(),
      `AWS4${ROOT_KEY.secretAccessKey}`,
    );
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  let previous = /Signature=([0-9a-f]+)/.exec(authorization)?.[1] ?? '';
  const lines = chunks.map((chunk) => {
    const text = [
      'AWS4-HMAC-SHA256-PAYLOAD',
      request.headers['x-amz-date'],
      scope,
      previous,
      hash(''),
      hash(chunk),
    ].join('\n');
    previous = createHmac('sha256', key).update(text).digest('hex');
    return `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk}\r\n`;
  });
  return new TextEncoder().encode(lines.join(''));
}
