import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
});

const text = async (Key: string) =>
  (await s3.client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

describe('objects', () => {
  it('come back as they were put, with everything said about them', async () => {
    const put = {
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      Metadata: { owner: 'me' },
      Tagging: 'team=blue&x=',
    };
    const { ETag } = await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a.txt', Body: 'hello', ...put }));
    // MD5 of "hello".
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const read = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'a.txt' }));
    expect(await read.Body?.transformToString()).toBe('hello');
    const { Tagging: _, ...kept } = put;
    const about = {
      ...kept,
      ETag,
      ContentLength: 5,
      TagCount: 2,
      ServerSideEncryption: 'AES256',
      LastModified: new Date('2026-11-24T09:00:00Z'),
    };
    expect(read).toMatchObject({ ...about, ChecksumCRC32: 'NhCmhg==' });
    expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a.txt' }))).toMatchObject(about);
  });

  it.each(['../../etc/passwd', 'a//b', '/lead', 'trail/', 'sp ace+plus&é.txt', '__proto__', '%2e%2e', 'a?b#c'])(
    'may be called %s',
    async (key) => {
      await s3.put(Bucket, key, 'content');
      expect(await text(key)).toBe('content');
      const { Contents } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents?.map(({ Key }) => Key)).toEqual([key]);
    },
  );

  it('that do not exist say so', async () => {
    await expect(s3.client.send(new GetObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      Key: 'x',
    });
    await expect(s3.client.send(new GetObjectCommand({ Bucket: 'none', Key: 'x' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      BucketName: 'none',
    });
    await expect(s3.client.send(new HeadObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('are refused if bytes were lost on the way', async () => {
    const ContentMD5 = 'XUFAKrxLKna5cZ2REBfFkg==';
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'hello', ContentMD5 }));
    await expect(
      s3.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'hullo', ContentMD5 })),
    ).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The Content-MD5 you specified did not match what we received.',
    });
    const wrong = new PutObjectCommand({ Bucket, Key: 'k', Body: 'hello', ChecksumCRC32: 'AAAAAA==' });
    await expect(s3.client.send(wrong)).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The CRC32 you specified did not match the calculated checksum.',
    });
  });

  it('are read in part, and only if conditions hold', async () => {
    await s3.put(Bucket, 'k', '0123456789');
    const part = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=2-4' }));
    expect(part).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3, $metadata: { httpStatusCode: 206 } });
    expect(await part.Body?.transformToString()).toBe('234');
    const tail = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=-2' }));
    expect(await tail.Body?.transformToString()).toBe('89');
    await expect(s3.client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=10-' }))).rejects.toMatchObject({
      name: 'InvalidRange',
      message: 'The requested range is not satisfiable',
      $metadata: { httpStatusCode: 416 },
    });
    await expect(
      s3.client.send(new GetObjectCommand({ Bucket, Key: 'k', IfNoneMatch: part.ETag })),
    ).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(
      s3.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', IfNoneMatch: '*' })),
    ).rejects.toMatchObject({
      name: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold',
    });
  });

  it('are sent under the headers that a link asks for, unless these would break the answer', async () => {
    await s3.put(Bucket, 'k');
    const ask = (ResponseContentType: string) =>
      s3.client.send(new GetObjectCommand({ Bucket, Key: 'k', ResponseContentType }));
    expect(await ask('text/html')).toMatchObject({ ContentType: 'text/html' });
    await expect(ask('a\r\nset-cookie: b')).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('share bytes, which stay until nothing has them', async () => {
    const { state } = s3;
    const ids = () => [...state.table('s3/blobs').keys()];
    await s3.put(Bucket, 'one', 'same');
    await s3.put(Bucket, 'two', 'same');
    await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'three', CopySource: `${Bucket}/one` }));
    const [id = ''] = ids();
    expect(ids()).toHaveLength(1);
    await s3.put(Bucket, 'one', 'other');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'two' }));
    expect(await text('three')).toBe('same');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'three' }));
    expect(state.store.readBlob(id)).toBeUndefined();
    expect(await text('one')).toBe('other');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'one' }));
    expect(ids()).toEqual([]);
  });

  it('are copied with metadata and tags, or with new ones', async () => {
    await s3.client.send(
      new PutObjectCommand({ Bucket, Key: 'a b', Body: 'x', Metadata: { m: '1' }, Tagging: 'team=blue' }),
    );
    const source = { Bucket, CopySource: `/${Bucket}/a%20b` };
    await s3.client.send(new CopyObjectCommand({ ...source, Key: 'copy' }));
    expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).toMatchObject({
      Metadata: { m: '1' },
      TagCount: 1,
    });
    const anew = {
      MetadataDirective: 'REPLACE',
      Metadata: { m: '2' },
      TaggingDirective: 'REPLACE',
      Tagging: '',
    } as const;
    await s3.client.send(new CopyObjectCommand({ ...source, Key: 'copy', ...anew }));
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
    expect(head.Metadata).toEqual({ m: '2' });
    expect(head.TagCount).toBeUndefined();
    await expect(s3.client.send(new CopyObjectCommand({ ...source, Key: 'a b' }))).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });

  it('have tags', async () => {
    await s3.put(Bucket, 'k', 'x', 'team=blue');
    const read = new GetObjectTaggingCommand({ Bucket, Key: 'k' });
    expect((await s3.client.send(read)).TagSet).toEqual([{ Key: 'team', Value: 'blue' }]);
    const TagSet = [{ Key: 'team', Value: 'red' }];
    await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging: { TagSet } }));
    expect((await s3.client.send(read)).TagSet).toEqual(TagSet);
    await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'k' }));
    expect((await s3.client.send(read)).TagSet).toEqual([]);
    const eleven = Array.from({ length: 11 }, (_, index) => `k${index}=v`).join('&');
    await expect(s3.put(Bucket, 'k', 'x', eleven)).rejects.toMatchObject({
      name: 'BadRequest',
      message: 'Object tags cannot be greater than 10',
    });
  });

  it('are deleted many at once, absent ones too', async () => {
    await s3.put(Bucket, 'a');
    const Objects = [{ Key: 'a' }, { Key: 'b' }];
    const { Deleted } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'b']);
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});

describe('listings', () => {
  beforeEach(async () => {
    for (const key of ['b/2', 'a', 'b/1', 'c', 'd/x/1', 'd/x/2', 'd/y']) await s3.put(Bucket, key);
  });

  it('are sorted, and gathered by delimiter below a prefix', async () => {
    const root = await s3.client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    expect(root.Contents?.map(({ Key }) => Key)).toEqual(['a', 'c']);
    expect(root.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['b/', 'd/']);
    const below = await s3.client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', Prefix: 'd/' }));
    expect(below.Contents?.map(({ Key }) => Key)).toEqual(['d/y']);
    expect(below.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['d/x/']);
  });

  it('come in pages that leave nothing out', async () => {
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.client.send(
        new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 1, ContinuationToken }),
      );
      expect(page.KeyCount).toBe(1);
      seen.push(
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        ...(page.Contents ?? []).map(({ Key }) => Key),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(seen).toEqual(['a', 'b/', 'c', 'd/']);
  });

  it('exist in the first version too', async () => {
    const page = await s3.client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
    expect(page).toMatchObject({ IsTruncated: true, NextMarker: 'b/' });
    const rest = await s3.client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: page.NextMarker }));
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });
});
