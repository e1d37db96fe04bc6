import { createHash, createHmac } from 'node:crypto';
import * as s3 from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../../simulator/http.ts';
import { ROOT_KEY } from '../test-endpoint.ts';
import { s3Endpoint, signed } from './signed-requests.ts';

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
