import {
  DeletePublicAccessBlockCommand,
  GetBucketPolicyStatusCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { isPublicPolicy } from '../../../simulator/s3/public-policy.ts';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
  await s3.put(Bucket, 'k', 'content');
});

const EVERYBODY = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' };
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const putPolicy = (...statements: object[]) =>
  s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy: policyOf(...statements) }));
const block = (settings: object) =>
  s3.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: settings }));
const anonymousStatus = async () =>
  (await s3.send({ path: '/k', headers: { host: 'shop.s3.us-west-2.amazonaws.com' } })).status;

describe('the public access block', () => {
  it('is on for new buckets, is changed, and can be absent', async () => {
    const read = new GetPublicAccessBlockCommand({ Bucket });
    const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    expect((await s3.client.send(read)).PublicAccessBlockConfiguration).toEqual(all);
    await block({ BlockPublicAcls: true });
    expect((await s3.client.send(read)).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    });
    await s3.client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(s3.client.send(read)).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
      message: 'The public access block configuration was not found',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses a policy that lets in everybody', async () => {
    await expect(putPolicy(EVERYBODY)).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::shop" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    });
    await putPolicy({ ...EVERYBODY, Principal: { AWS: '444455556666' } });
    expect((await s3.client.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(false);
  });

  it('shuts a public bucket to strangers when it is restricted', async () => {
    await block({});
    await putPolicy(EVERYBODY);
    expect((await s3.client.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(true);
    expect(await anonymousStatus()).toBe(200);
    await block({ RestrictPublicBuckets: true });
    expect(await anonymousStatus()).toBe(403);
  });
});

describe('a policy is public', () => {
  const limitedBy = (Condition: object) => policyOf({ ...EVERYBODY, Condition });
  it.each([
    ['for everybody', policyOf(EVERYBODY), true],
    ['for all AWS principals', policyOf({ ...EVERYBODY, Principal: { AWS: ['444455556666', '*'] } }), true],
    ['for all but some', policyOf({ ...EVERYBODY, Principal: undefined, NotPrincipal: { AWS: '444455556666' } }), true],
    ['not where it denies', policyOf({ ...EVERYBODY, Effect: 'Deny' }), false],
    ['not for one account', policyOf({ ...EVERYBODY, Principal: { AWS: '444455556666' } }), false],
    ['not for one network', limitedBy({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), false],
    ['for the whole internet', limitedBy({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), true],
    ['not for one organization', limitedBy({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), false],
    ['for a pattern of accounts', limitedBy({ StringLike: { 'aws:SourceAccount': '1111*' } }), true],
    ['for all but one account', limitedBy({ StringNotEquals: { 'aws:SourceAccount': '111122223333' } }), true],
    ['under a condition that anybody can meet', limitedBy({ Bool: { 'aws:SecureTransport': 'true' } }), true],
  ])('%s', (_, policy, expected) => {
    expect(isPublicPolicy(policy)).toBe(expected);
  });
});
