import * as eks from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { scriptedService } from '../scripted-service.ts';
import { FROZEN_NOW, testEndpoint } from '../test-endpoint.ts';
import { CALL, presigned, s3Endpoint, signed, stsEndpoint, WHO_AM_I } from './signed-requests.ts';

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
