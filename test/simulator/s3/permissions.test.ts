import {
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Bucket as BucketRow, bucketsIn } from '../../../simulator/s3/tables.ts';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
const APP = 'arn:aws:sts::111122223333:assumed-role/app/test';
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
  await s3.put(Bucket, 'blue.txt', 'blue', 'team=blue');
  await s3.put(Bucket, 'red.txt', 'red', 'team=red');
});

const allow = (Action: string, Resource: string, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const because = (action: string) => `because no identity-based policy allows the ${action} action`;

describe('object tags decide', () => {
  it('over reading, by the session’s own tag', async () => {
    const sameTeam = { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } };
    const app = s3.appWith([allow('s3:GetObject', 'arn:aws:s3:::shop/*', sameTeam)], { team: 'blue' });
    const blue = await app.send(new GetObjectCommand({ Bucket, Key: 'blue.txt' }));
    expect(await blue.Body?.transformToString()).toBe('blue');
    await expect(app.send(new GetObjectCommand({ Bucket, Key: 'red.txt' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${APP} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::shop/red.txt" ${because('s3:GetObject')}`,
    });
  });

  it('over writing, by the tags that the request brings', async () => {
    const ownTeam = { StringEquals: { 's3:RequestObjectTag/team': 'blue' } };
    const app = s3.appWith([allow('s3:PutObject*', 'arn:aws:s3:::shop/*', ownTeam)]);
    await app.send(new PutObjectCommand({ Bucket, Key: 'new', Body: 'x', Tagging: 'team=blue' }));
    await expect(
      app.send(new PutObjectCommand({ Bucket, Key: 'new', Body: 'x', Tagging: 'team=red' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(app.send(new PutObjectCommand({ Bucket, Key: 'new', Body: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('listing', () => {
  it('may be limited to a prefix', async () => {
    const home = { StringLike: { 's3:prefix': 'blue*' } };
    const app = s3.appWith([allow('s3:ListBucket', 'arn:aws:s3:::shop', home)]);
    expect((await app.send(new ListObjectsV2Command({ Bucket, Prefix: 'blue' }))).KeyCount).toBe(1);
    await expect(app.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${APP} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::shop" ${because('s3:ListBucket')}`,
    });
  });

  it('decides whether a missing object is admitted to be missing', async () => {
    const get = new GetObjectCommand({ Bucket, Key: 'missing' });
    const reader = s3.appWith([allow('s3:GetObject', '*')]);
    await expect(reader.send(get)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket on resource: "arn:aws:s3:::shop"'),
    });
    const lister = s3.appWith([allow('s3:GetObject', '*'), allow('s3:ListBucket', '*')]);
    await expect(lister.send(get)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('refusals', () => {
  it('of HEAD have no body', async () => {
    const app = s3.appWith([]);
    await expect(app.send(new HeadObjectCommand({ Bucket, Key: 'blue.txt' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect(s3.records.list().at(-1)).toMatchObject({ errorCode: 'AccessDenied', operation: 'HeadObject' });
  });

  it('of single keys are listed where many are deleted', async () => {
    const app = s3.appWith([allow('s3:DeleteObject', 'arn:aws:s3:::shop/blue.txt')]);
    const Objects = [{ Key: 'blue.txt' }, { Key: 'red.txt' }];
    const { Deleted, Errors } = await app.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([{ Key: 'blue.txt' }]);
    expect(Errors).toEqual([
      { Key: 'red.txt', Code: 'AccessDenied', Message: expect.stringContaining(because('s3:DeleteObject')) },
    ]);
  });

  it('to strangers are plain', async () => {
    const answer = await s3.send({ path: '/shop/blue.txt', headers: { host: 's3.us-west-2.amazonaws.com' } });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<Code>AccessDenied</Code><Message>Access Denied</Message>');
  });
});

describe('bucket policies', () => {
  const put = (statement: object) => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    return s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  };

  it('open a bucket to everybody', async () => {
    await s3.client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await put({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' });
    const { status, body } = await s3.send({ path: '/blue.txt', headers: { host: 'shop.s3.us-west-2.amazonaws.com' } });
    expect(status).toBe(200);
    expect(new TextDecoder().decode(body as Uint8Array)).toBe('blue');
  });

  it('close it to those whom their own policies let in', async () => {
    await put({ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/red.txt' });
    const app = s3.appWith([allow('s3:*', '*')]);
    await app.send(new GetObjectCommand({ Bucket, Key: 'blue.txt' }));
    await expect(app.send(new GetObjectCommand({ Bucket, Key: 'red.txt' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${APP} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::shop/red.txt" with an explicit deny in a resource-based policy`,
    });
  });

  it('let in another account, if its own policies do too', async () => {
    bucketsIn(s3.state).put(Bucket, { ...theirs(), account: '444455556666' });
    const get = new GetObjectCommand({ Bucket, Key: 'blue.txt' });
    const byAccount = { StringEquals: { 's3:ResourceAccount': '444455556666' } };
    const app = s3.appWith([allow('s3:GetObject', '*', byAccount)]);
    await expect(app.send(get)).rejects.toMatchObject({ name: 'AccessDenied', message: 'Access Denied' });
    const Principal = { AWS: 'arn:aws:iam::111122223333:root' };
    const statement = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    bucketsIn(s3.state).put(Bucket, { ...theirs(), policy });
    await app.send(get);
    await expect(s3.appWith([]).send(get)).rejects.toMatchObject({ name: 'AccessDenied', message: 'Access Denied' });
  });

  const theirs = () => bucketsIn(s3.state).get(Bucket) as BucketRow;
});
