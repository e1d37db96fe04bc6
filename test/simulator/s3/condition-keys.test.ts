import * as sdk from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
const target = { Bucket, Key: 'a' };
const source = { ...target, CopySource: 'shop/a' };
const OBJECTS = 'arn:aws:s3:::shop/*';
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
  await s3.put(Bucket, 'a');
});

type Command = object;
const put = (members: Partial<sdk.PutObjectCommandInput> = {}) =>
  new sdk.PutObjectCommand({ ...target, Body: 'a', ...members });
const copy = (members: Partial<sdk.CopyObjectCommandInput> = {}) =>
  new sdk.CopyObjectCommand({ ...source, ...members });
const list = (members: Partial<sdk.ListObjectsV2CommandInput> = {}) =>
  new sdk.ListObjectsV2Command({ Bucket, ...members });
const make = (region: string, members: Partial<sdk.CreateBucketCommandInput> = {}) => {
  const LocationConstraint = region as sdk.BucketLocationConstraint;
  return new sdk.CreateBucketCommand({ Bucket: 'new', CreateBucketConfiguration: { LocationConstraint }, ...members });
};
const upload = (members: Partial<sdk.CreateMultipartUploadCommandInput> = {}) =>
  new sdk.CreateMultipartUploadCommand({ ...target, ...members });

/** A key, a condition on it, a call for which it holds, and one for which it does not. */
const KEYS: [key: string, condition: object, Command, Command][] = [
  ['s3:x-amz-acl', equals('bucket-owner-full-control'), put({ ACL: 'bucket-owner-full-control' }), put()],
  ['s3:x-amz-copy-source', like('shop/*'), copy({ MetadataDirective: 'REPLACE' }), put()],
  ['s3:x-amz-metadata-directive', equals('REPLACE'), copy({ MetadataDirective: 'REPLACE' }), copy()],
  ['s3:x-amz-server-side-encryption', equals('AES256'), put({ ServerSideEncryption: 'AES256' }), put()],
  ['s3:x-amz-storage-class', equals('STANDARD_IA'), put({ StorageClass: 'STANDARD_IA' }), put()],
  ['s3:x-amz-website-redirect-location', like('/*'), put({ WebsiteRedirectLocation: '/b' }), put()],
  ['s3:if-none-match', equals('*'), put({ Key: 'new', IfNoneMatch: '*' }), put()],
  [
    's3:if-match',
    like('*'),
    new sdk.DeleteObjectCommand({ ...target, IfMatch: '*' }),
    new sdk.DeleteObjectCommand(target),
  ],
  ['s3:ObjectCreationOperation', { Bool: 'false' }, upload(), put()],
  ['s3:RequestObjectTag/team', equals('blue'), put({ Tagging: 'team=blue' }), put({ Tagging: 'team=red' })],
  ['s3:RequestObjectTagKeys', { 'ForAnyValue:StringEquals': 'team' }, put({ Tagging: 'team=blue' }), put()],
  ['s3:prefix', equals('home/'), list({ Prefix: 'home/' }), list()],
  ['s3:delimiter', equals('/'), list({ Delimiter: '/' }), list()],
  ['s3:max-keys', { NumericLessThanEquals: '10' }, list({ MaxKeys: 10 }), list({ MaxKeys: 11 })],
  ['s3:locationconstraint', equals('us-west-2'), make('us-west-2'), make('eu-west-1')],
  [
    's3:x-amz-object-ownership',
    equals('BucketOwnerEnforced'),
    make('us-west-2', { ObjectOwnership: 'BucketOwnerEnforced' }),
    make('us-west-2'),
  ],
];

function equals(value: string) {
  return { StringEquals: value };
}

function like(value: string) {
  return { StringLike: value };
}

const on = (key: string, condition: object) =>
  Object.fromEntries(Object.entries(condition).map(([operator, value]) => [operator, { [key]: value }]));

describe('condition keys of single requests, in identity policies', () => {
  it.each(KEYS)('%s', async (key, condition, holds, fails) => {
    const app = s3.appWith([
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObjectAcl', 's3:PutObjectTagging'], Resource: '*' },
      { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: on(key, condition) },
    ]);
    await app.send(holds as never);
    await expect(app.send(fails as never)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/because no identity-based policy allows the s3:\w+ action$/),
    });
  });
});

describe('condition keys of signatures, in bucket policies', () => {
  const deny = (condition: object) =>
    s3.putPolicy(Bucket, {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*Object',
      Resource: OBJECTS,
      Condition: condition,
    });
  const get = new sdk.GetObjectCommand(target);
  const app = () => s3.appWith([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);

  it.each([
    { StringNotEquals: { 's3:authType': 'REST-HEADER' } },
    { StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } },
    { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    { StringEquals: { 's3:x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
    { StringNotEquals: { 's3:ResourceAccount': '111122223333' } },
    { NumericGreaterThan: { 's3:signatureAge': '0' } },
  ])('%j spares a request signed in its header', async (condition) => {
    await deny(condition);
    await app().send(get);
  });

  it('s3:authType tells links, which s3:signatureAge outdates', async () => {
    const by = app();
    const link = await s3.presigned('/shop/a', by);
    await deny({ StringEquals: { 's3:authType': 'REST-QUERY-STRING' } });
    expect((await s3.send(link)).status).toBe(403);
    await deny({ NumericGreaterThan: { 's3:signatureAge': '600000' } });
    s3.clock.advance(600_000);
    expect((await s3.send(link)).status).toBe(200);
    s3.clock.advance(1);
    const late = await s3.send(link);
    expect(late.status).toBe(403);
    expect(late.body).toContain('s3:GetObject on resource: "arn:aws:s3:::shop/a" with an explicit deny');
  });

  it('hold for each object of DeleteObjects', async () => {
    await deny({ StringEquals: { 's3:authType': 'REST-HEADER' } });
    const { Errors } = await app().send(new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }] } }));
    expect(Errors).toMatchObject([{ Key: 'a', Code: 'AccessDenied' }]);
  });
});

describe('a bucket’s own tags', () => {
  it('are keys of the bucket and its objects where ABAC is on', async () => {
    const own = { 's3:BucketTag/team': 'blue', 'aws:ResourceTag/team': 'blue' };
    const app = s3.appWith([
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*', Condition: { StringEquals: own } },
    ]);
    const Tagging = { TagSet: [{ Key: 'team', Value: 'blue' }] };
    await s3.client.send(new sdk.PutBucketTaggingCommand({ Bucket, Tagging }));
    await expect(app.send(list())).rejects.toMatchObject({ name: 'AccessDenied' });
    await s3.client.send(new sdk.PutBucketAbacCommand({ Bucket, AbacStatus: { Status: 'Enabled' } }));
    await app.send(list());
    await app.send(new sdk.GetObjectCommand(target));
  });
});
