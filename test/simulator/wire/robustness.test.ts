import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eks from '@aws-sdk/client-eks';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../simulator/http.ts';
import type { CallContext, Service } from '../../../simulator/wire/operation.ts';
import { sign } from './random/sign.ts';
import { scriptedService } from './scripted-service.ts';
import { FROZEN_NOW, ROOT_KEY, testEndpoint } from './test-endpoint.ts';

const eksService = scriptedService({
  name: 'eks',
  protocol: 'restJson1',
  schemas: eks,
  answers: { CreatePodIdentityAssociation: () => ({}), ListClusters: () => ({}) },
});
const dynamodbService = scriptedService({
  name: 'dynamodb',
  protocol: 'awsJson1_0',
  schemas: dynamodb,
  answers: { PutItem: () => ({}) },
});
const iamService = scriptedService({
  name: 'iam',
  protocol: 'awsQuery',
  schemas: iam,
  answers: { CreateRole: () => ({}) },
});
const s3Service = scriptedService({
  name: 's3',
  protocol: 'restXml',
  schemas: s3,
  answers: { PutBucketTagging: () => ({}), GetObject: () => ({}) },
});
const services = { ...eksService.services, ...dynamodbService.services, ...iamService.services, ...s3Service.services };

const bytes = (text: string) => new TextEncoder().encode(text);
const scope = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=${ROOT_KEY.accessKeyId}/20261124/us-west-2/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

const dynamodbCall = (body: Uint8Array): Partial<HttpRequest> => ({
  method: 'POST',
  headers: {
    authorization: scope('dynamodb'),
    'x-amz-target': 'DynamoDB_20120810.PutItem',
    'x-amz-date': '20261124T090000Z',
  },
  body,
});
const eksCall = (body: Uint8Array): Partial<HttpRequest> => ({
  method: 'POST',
  path: '/clusters/c/pod-identity-associations',
  headers: { authorization: scope('eks'), 'x-amz-date': '20261124T090000Z' },
  body,
});

describe('bodies that cannot be read', () => {
  const bodies = {
    'broken JSON': bytes('{"a":'),
    'invalid UTF-8': new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    'a text': bytes('"text"'),
    'an array': bytes('[1,2]'),
    null: bytes('null'),
    'deep nesting': bytes('{"Item":'.repeat(100_000)),
    'a number for a text': bytes('{"TableName":5,"namespace":5,"Item":{}}'),
    'a list for a map': bytes('{"TableName":"t","tags":[],"Item":[]}'),
  };
  it.each(Object.keys(bodies))('%s is a SerializationException', async (name) => {
    const endpoint = testEndpoint({ services });
    const body = bodies[name as keyof typeof bodies];
    for (const call of [dynamodbCall(body), eksCall(body)]) {
      const answer = await endpoint.send(call);
      expect(answer.status).toBe(400);
      expect(`${answer.headers['x-amzn-errortype']}${answer.body}`).toContain('SerializationException');
    }
    expect(endpoint.reported).toEqual([]);
  });

  it('refuses documents beyond 16 MiB unread', async () => {
    const endpoint = testEndpoint({ services });
    expect((await endpoint.send(dynamodbCall(new Uint8Array(16 * 1024 * 1024 + 1)))).status).toBe(413);
  });

  it('says which type was wrong', async () => {
    const { body } = await testEndpoint({ services }).send(dynamodbCall(bytes('{"TableName":5}')));
    expect(JSON.parse(String(body))).toEqual({
      __type: 'com.amazon.coral.service#SerializationException',
      Message: 'NUMBER_VALUE cannot be converted to String',
    });
  });

  it.each([
    '<a',
    '',
    '<a>'.repeat(50_000),
    '\u0000',
    '<!DOCTYPE a [<!ENTITY b "c">]><Tagging>&b;</Tagging>',
    '{"a":1}',
  ])('XML like %.30s is malformed', async (xml) => {
    const endpoint = testEndpoint({ services });
    const path = '/b';
    const answer = await endpoint.send({
      method: 'PUT',
      path,
      query: 'tagging',
      body: bytes(xml),
      headers: { host: 's3.amazonaws.com' },
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>MalformedXML</Code>');
    expect(endpoint.reported).toEqual([]);
  });
});

describe('what is not there', () => {
  it.each([
    ['eks', { method: 'GET', path: '/clusters/c/node-groups' }, 'UnknownOperationException', 'eks:ListNodegroups'],
    ['eks', { method: 'GET', path: '/nowhere' }, 'UnknownOperationException', 'eks:GET /nowhere'],
    ['iam', { query: 'Action=CreateInstanceProfile&Version=2010-05-08' }, 'InvalidAction', 'iam:CreateInstanceProfile'],
    ['s3', { query: 'policyStatus', path: '/b' }, 'NotImplemented', 's3:GetBucketPolicyStatus'],
    [
      'dynamodb',
      { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.ExecuteStatement' } },
      'UnknownOperationException',
      'dynamodb:ExecuteStatement',
    ],
    ['lambda', { path: '/2015-03-31/functions' }, 'UnknownOperationException', 'the service lambda'],
    ['constructor', { path: '/' }, 'UnknownOperationException', 'the service constructor'],
  ])('%s %j is refused by name, with a 400', async (service, request: Partial<HttpRequest>, code, name) => {
    const endpoint = testEndpoint({ services });
    const headers = { authorization: scope(service), 'x-amz-date': '20261124T090000Z', ...request.headers };
    const answer = await endpoint.send({ ...request, headers });
    expect(answer.status).toBe(400);
    const text = `${answer.headers['x-amzn-errortype']}${answer.body}`;
    expect(text).toContain(code);
    expect(text).toContain(`The local cloud does not have ${name}`);
    expect(text).toContain('simulator/DIFFERENCES.md');
    expect(endpoint.reported).toEqual([]);
  });
});

describe('odd requests', () => {
  const requests: Partial<HttpRequest>[] = [
    {},
    { method: 'BREW', path: '*' },
    { path: '/%zz/%ff' },
    { path: '/b/%ff' },
    { path: '//', query: '%%%=&&&=' },
    { headers: { authorization: '' } },
    { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=////,SignedHeaders=,Signature=' } },
    { headers: { authorization: `${scope('s3')}x`, 'x-amz-date': 'yesterday' } },
    { query: 'X-Amz-Credential=a&X-Amz-Signature=b' },
    { query: 'X-Amz-Signature=b&X-Amz-Expires=-1&X-Amz-Date=20261124T090000Z&X-Amz-Algorithm=AWS4-HMAC-SHA256' },
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: bytes(`Action=CreateRole&${'a.'.repeat(10_000)}=1`),
    },
    {
      method: 'POST',
      headers: {
        authorization: scope('iam'),
        'content-type': 'application/x-www-form-urlencoded',
        'x-amz-date': '20261124T090000Z',
      },
      body: bytes('Action=CreateRole&MaxSessionDuration=abc&Tags.member.__proto__.Key=1'),
    },
  ];
  it.each(requests)('%j gets a 4xx', async (request) => {
    const endpoint = testEndpoint({ services });
    const { status } = await endpoint.send(request);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(endpoint.reported).toEqual([]);
  });

  it('reports what is no AwsError and answers 500 without details', async () => {
    const failing = scriptedService({
      name: 'eks',
      protocol: 'restJson1',
      schemas: eks,
      answers: {
        ListClusters: () => {
          throw new TypeError('private detail');
        },
      },
    });
    const endpoint = testEndpoint({ services: failing.services });
    const client = new eks.EKSClient(endpoint.clientConfig());
    await expect(client.send(new eks.ListClustersCommand({}))).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.not.stringContaining('private detail'),
      $metadata: { httpStatusCode: 500 },
    });
    expect(endpoint.reported).toEqual([expect.any(TypeError)]);
  });

  it('writes nothing if the operation throws', async () => {
    const service: Service = {
      name: 'eks',
      protocol: 'restJson1',
      schemas: { ...eks },
      operations: {
        ListClusters: {
          access: () => [],
          run(_input: never, { state }: CallContext) {
            state.table('x').put('a', 1);
            throw new TypeError('after the write');
          },
        },
      },
    };
    const endpoint = testEndpoint({ services: { eks: async () => service } });
    const client = new eks.EKSClient(endpoint.clientConfig());
    await expect(client.send(new eks.ListClustersCommand({}))).rejects.toThrow();
    expect(endpoint.state.table('x').has('a')).toBe(false);
  });
});

describe('hosts', () => {
  it.each([
    ['s3.us-west-2.amazonaws.com', '/b/k'],
    ['b.s3.us-west-2.amazonaws.com', '/k'],
    ['b.s3.amazonaws.com:443', '/k'],
    ['b.localhost:4566', '/k'],
    ['127.0.0.1:4566', '/b/k'],
  ])('%s%s is the object k in b', async (host, path) => {
    await testEndpoint({ services }).send({ path, headers: { host } });
    expect(s3Service.seen.GetObject).toEqual({ Bucket: 'b', Key: 'k' });
    delete s3Service.seen.GetObject;
  });
});

describe('nulls', () => {
  it.each([
    ['{"TableName":"t","Item":{},"ReturnValues":null}', undefined],
    ['{"TableName":null,"Item":{}}', 'tableName'],
    ['{"TableName":"t","Item":{},"ExpressionAttributeNames":{"#a":null}}', 'expressionAttributeNames.#a.member'],
  ])('%s misses %s', async (body, missing) => {
    const { headers, ...call } = dynamodbCall(bytes(body));
    const request = { path: '/', query: '', headers: { host: 'localhost', ...headers }, ...call } as HttpRequest;
    const signed = sign({ service: 'dynamodb', credentials: ROOT_KEY, nowMs: FROZEN_NOW }, request);
    const answer = await testEndpoint({ services }).send(signed);
    const message = `Value null at '${missing}' failed to satisfy constraint: Member must not be null`;
    if (missing) expect(answer.body).toContain(message);
    else expect(answer.body).not.toContain('must not be null');
  });
});
