import * as sdk from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
const target = { Bucket, Key: 'a' };
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
  await s3.put(Bucket, 'a', 'hello');
});

const put = (members: object) => new sdk.PutObjectCommand({ ...target, Body: 'hello', ...members });
const remove = (members: object) => new sdk.DeleteObjectCommand({ ...target, ...members });
const removeMany = (Objects: sdk.ObjectIdentifier[]) => new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects } });
const FAILED = 'At least one of the pre-conditions you specified did not hold';
const NO_KEY = 'The specified key does not exist.';
const UNACCEPTED = 'A header you provided implies functionality that is not implemented';
const BAD_XML = 'The XML you provided was not well-formed or did not validate against our published schema';

describe('refused, and nothing is changed', () => {
  it.each([
    ['a condition that does not hold', put({ IfMatch: '"0"' }), 'PreconditionFailed', FAILED],
    ['a condition on an object that is not there', put({ Key: 'b', IfMatch: '*' }), 'NoSuchKey', NO_KEY],
    ['a write unless there is some version', put({ IfNoneMatch: '"0"' }), 'NotImplemented', UNACCEPTED],
    ['a deletion of something else', remove({ IfMatch: '"0"' }), 'PreconditionFailed', FAILED],
    ['a deletion of nothing', remove({ Key: 'b', IfMatch: '*' }), 'NoSuchKey', NO_KEY],
    [
      'a copy over something',
      new sdk.CopyObjectCommand({ ...target, CopySource: 'shop/a', MetadataDirective: 'REPLACE', IfNoneMatch: '*' }),
      'PreconditionFailed',
      FAILED,
    ],
    [
      'a checksum that is none',
      put({ ChecksumSHA256: 'AAAA' }),
      'InvalidRequest',
      'Value for x-amz-checksum-sha256 header is invalid.',
    ],
    [
      'a checksum of something else',
      put({ ChecksumCRC64NVME: 'AAAAAAAAAAA=' }),
      'BadDigest',
      'The CRC64NVME you specified did not match the calculated checksum.',
    ],
    ['a deletion of too many', removeMany(Array(1001).fill({ Key: 'a' })), 'MalformedXML', BAD_XML],
    [
      'a token that was never given',
      new sdk.ListObjectsV2Command({ Bucket, ContinuationToken: 'abcd' }),
      'InvalidArgument',
      'The continuation token provided is incorrect',
    ],
    [
      'an unknown encoding',
      new sdk.ListObjectsV2Command({ Bucket, EncodingType: 'html' as 'url' }),
      'InvalidArgument',
      'Invalid Encoding Method specified in Request',
    ],
  ])('%s', async (_, command, name, message) => {
    await expect(s3.client.send(command as sdk.PutObjectCommand)).rejects.toMatchObject({ name, message });
    const { Contents } = await s3.client.send(new sdk.ListObjectsV2Command({ Bucket }));
    expect(Contents).toEqual([
      {
        Key: 'a',
        LastModified: new Date('2026-11-24T09:00:00Z'),
        ETag: '"5d41402abc4b2a76b9719d911017c592"',
        Size: 5,
        StorageClass: 'STANDARD',
        ChecksumAlgorithm: ['CRC32'],
        ChecksumType: 'FULL_OBJECT',
      },
    ]);
  });

  it('single deletions among many', async () => {
    const { Deleted, Errors } = await s3.client.send(removeMany([{ Key: 'a', ETag: '"0"' }, { Key: 'b' }]));
    expect(Deleted).toEqual([{ Key: 'b' }]);
    expect(Errors).toEqual([{ Key: 'a', Code: 'PreconditionFailed', Message: FAILED }]);
  });
});

it.each(['bytes=3-1', 'bytes=0-0,2-3', 'bytes=x', 'lines=0-1'])('the range %s is ignored', async (Range) => {
  expect(await s3.client.send(new sdk.GetObjectCommand({ ...target, Range }))).toMatchObject({ ContentLength: 5 });
});

it('the order of keys is that of UTF-8, in pages too', async () => {
  await s3.put(Bucket, '\u{1f600}');
  await s3.put(Bucket, '\uff21');
  const found: (string | undefined)[] = [];
  for await (const { Contents } of sdk.paginateListObjectsV2({ client: s3.client, pageSize: 1 }, { Bucket })) {
    found.push(Contents?.[0]?.Key);
  }
  expect(found).toEqual(['a', '\uff21', '\u{1f600}']);
});
