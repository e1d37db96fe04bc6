import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
const Key = 'big/file.bin';
const MIB = 1024 * 1024;
const FIRST = new Uint8Array(5 * MIB).fill(1);
const SECOND = new Uint8Array(10).fill(2);
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
});

async function begin(settings: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId } = await s3.client.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32', ...settings }),
  );
  return UploadId ?? '';
}

async function upload(UploadId: string, PartNumber: number, Body: Uint8Array): Promise<CompletedPart> {
  const part = await s3.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 };
}

const complete = (UploadId: string, Parts: CompletedPart[]) =>
  s3.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));

async function uploadBoth(settings: Partial<CreateMultipartUploadCommandInput> = {}) {
  const id = await begin(settings);
  const second = await upload(id, 2, SECOND);
  return { id, parts: [await upload(id, 1, FIRST), second] };
}

const bytesOf = async (input: { Range?: string; PartNumber?: number } = {}) => {
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key, ...input }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

const md5 = (...parts: Uint8Array[]) => createHash('md5').update(Buffer.concat(parts));

describe('a multipart upload', () => {
  it('becomes an object of its parts, with an ETag that tells their number', async () => {
    const { id, parts } = await uploadBoth({ ContentType: 'x/y', Metadata: { m: '1' }, Tagging: 'team=blue' });
    const done = await complete(id, parts);
    const etag = `"${md5(md5(FIRST).digest(), md5(SECOND).digest()).digest('hex')}-2"`;
    expect(done).toMatchObject({
      Bucket,
      Key,
      ETag: etag,
      Location: 'https://shop.s3.us-west-2.amazonaws.com/big%2Ffile.bin',
      ChecksumType: 'COMPOSITE',
      ChecksumCRC32: expect.stringMatching(/^[A-Za-z0-9+/]{6}==-2$/),
    });
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      ETag: etag,
      ContentLength: 5 * MIB + 10,
      ContentType: 'x/y',
      Metadata: { m: '1' },
      TagCount: 1,
      ChecksumCRC32: done.ChecksumCRC32,
    });
    expect((await bytesOf()).equals(Buffer.concat([FIRST, SECOND]))).toBe(true);
  });

  it('is read across the seam of two parts, and part by part', async () => {
    const { id, parts } = await uploadBoth();
    await complete(id, parts);
    const seam = 5 * MIB;
    expect([...(await bytesOf({ Range: `bytes=${seam - 2}-${seam + 1}` }))]).toEqual([1, 1, 2, 2]);
    const second = await s3.client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
    expect(second).toMatchObject({ PartsCount: 2, ContentRange: `bytes ${seam}-${seam + 9}/${seam + 10}` });
    expect([...((await second.Body?.transformToByteArray()) ?? [])]).toEqual([...SECOND]);
    await expect(bytesOf({ PartNumber: 3 })).rejects.toMatchObject({
      name: 'InvalidPartNumber',
      message: 'The requested partnumber is not satisfiable',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('has a checksum of the whole where that was announced', async () => {
    const id = await begin({ ChecksumAlgorithm: 'CRC64NVME' });
    const part = await s3.client.send(
      new UploadPartCommand({
        Bucket,
        Key,
        UploadId: id,
        PartNumber: 1,
        Body: '123456789',
        ChecksumAlgorithm: 'CRC64NVME',
        ChecksumCRC64NVME: 'rosUhgp5mIg=',
      }),
    );
    // The check value of CRC-64/NVME: ae8b14860a799888.
    expect(await complete(id, [{ PartNumber: 1, ETag: part.ETag }])).toMatchObject({
      ChecksumCRC64NVME: 'rosUhgp5mIg=',
      ChecksumType: 'FULL_OBJECT',
    });
  });

  it('keeps the parts that the client names, and drops the others and their bytes', async () => {
    const { id, parts } = await uploadBoth();
    await upload(id, 3, new Uint8Array(20).fill(3));
    await upload(id, 2, new Uint8Array(10).fill(4));
    const [first] = parts;
    await complete(id, first ? [first] : []);
    expect(await bytesOf()).toHaveLength(5 * MIB);
    expect(s3.state.table('s3/blobs').size).toBe(1);
    await expect(complete(id, parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('can be copied, which makes an object in one piece of it', async () => {
    const { id, parts } = await uploadBoth();
    await complete(id, parts);
    const copied = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}` }));
    expect(copied.CopyObjectResult?.ETag).toBe(`"${md5(FIRST, SECOND).digest('hex')}"`);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'copy', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ContentLength: 5 * MIB + 10, ChecksumType: 'FULL_OBJECT' });
  });

  it('takes parts from other objects', async () => {
    await s3.put(Bucket, 'source', '0123456789');
    const id = await begin();
    const copy = (PartNumber: number, CopySourceRange?: string) =>
      s3.client.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId: id,
          PartNumber,
          CopySource: `${Bucket}/source`,
          CopySourceRange,
        }),
      );
    const { CopyPartResult } = await copy(1, 'bytes=2-4');
    await expect(copy(2, 'bytes=5-10')).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Range specified is not valid for source object of size: 10',
    });
    await complete(id, [{ PartNumber: 1, ETag: CopyPartResult?.ETag, ChecksumCRC32: CopyPartResult?.ChecksumCRC32 }]);
    expect((await bytesOf()).toString()).toBe('234');
  });

  it('tells about its parts', async () => {
    const { id, parts } = await uploadBoth();
    await complete(id, parts);
    const ask = { Bucket, Key, ObjectAttributes: ['ETag', 'ObjectParts', 'ObjectSize', 'Checksum'] as const };
    const about = await s3.client.send(
      new GetObjectAttributesCommand({ ...ask, ObjectAttributes: [...ask.ObjectAttributes], MaxParts: 1 }),
    );
    expect(about).toMatchObject({
      ETag: expect.stringMatching(/^[0-9a-f]{32}-2$/),
      ObjectSize: 5 * MIB + 10,
      Checksum: { ChecksumType: 'COMPOSITE' },
      ObjectParts: { TotalPartsCount: 2, IsTruncated: true, Parts: [{ PartNumber: 1, Size: 5 * MIB }] },
    });
    expect(about.StorageClass).toBeUndefined();
  });
});

describe('completing is refused', () => {
  it('for parts in the wrong order, unknown parts, none at all', async () => {
    const { id, parts } = await uploadBoth();
    await expect(complete(id, [...parts].reverse())).rejects.toMatchObject({
      name: 'InvalidPartOrder',
      message: 'The list of parts was not in ascending order. Parts must be ordered by part number.',
    });
    await expect(complete(id, [...parts, { PartNumber: 3, ETag: '"x"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
      message:
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      PartNumber: '3',
    });
    await expect(complete(id, [])).rejects.toMatchObject({ name: 'MalformedXML' });
    expect((await complete(id, parts)).ETag).toContain('-2');
  });

  it('for parts that are too small, but for the last', async () => {
    const id = await begin();
    const parts = [await upload(id, 1, SECOND), await upload(id, 2, SECOND)];
    await expect(complete(id, parts)).rejects.toMatchObject({
      name: 'EntityTooSmall',
      message: 'Your proposed upload is smaller than the minimum allowed size',
      MinSizeAllowed: '5242880',
      ProposedSize: '10',
      PartNumber: '1',
    });
  });

  it('without the checksums that were announced for each part', async () => {
    const id = await begin();
    const { ETag } = await upload(id, 1, SECOND);
    await expect(complete(id, [{ PartNumber: 1, ETag }])).rejects.toMatchObject({
      name: 'InvalidRequest',
      message:
        'The upload was created using a crc32 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
    });
  });

  it('after it was aborted, and the parts are gone', async () => {
    const { id, parts } = await uploadBoth();
    await s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }));
    await expect(complete(id, parts)).rejects.toMatchObject({
      name: 'NoSuchUpload',
      message:
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      UploadId: id,
      $metadata: { httpStatusCode: 404 },
    });
    expect(s3.state.table('s3/blobs').size).toBe(0);
  });
});

describe('a part is refused', () => {
  it('under a number out of range, or with another checksum than announced', async () => {
    const id = await begin({ ChecksumAlgorithm: 'SHA256' });
    await expect(upload(id, 10_001, SECOND)).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Part number must be an integer between 1 and 10000, inclusive',
      ArgumentName: 'partNumber',
      ArgumentValue: '10001',
    });
    await expect(upload(id, 1, SECOND)).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    });
    await expect(begin({ ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.',
    });
  });
});

describe('listings', () => {
  it('of parts come in pages', async () => {
    const { id } = await uploadBoth();
    const list = (PartNumberMarker?: string) =>
      s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId: id, MaxParts: 1, PartNumberMarker }));
    const page = await list();
    expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1', ChecksumAlgorithm: 'CRC32' });
    expect(page.Parts).toMatchObject([{ PartNumber: 1, Size: 5 * MIB }]);
    expect((await list('1')).Parts).toMatchObject([{ PartNumber: 2, Size: 10 }]);
    expect((await list('1')).IsTruncated).toBe(false);
  });

  it('of uploads are sorted, and gathered by delimiter', async () => {
    for (const key of ['b', 'a/2', 'a/1', 'b']) await begin({ Key: key });
    const list = (input: object) => s3.client.send(new ListMultipartUploadsCommand({ Bucket, ...input }));
    const all = await list({ MaxUploads: 3 });
    expect(all.Uploads?.map((one) => one.Key)).toEqual(['a/1', 'a/2', 'b']);
    expect(all).toMatchObject({ IsTruncated: true, NextKeyMarker: 'b' });
    const rest = await list({ KeyMarker: all.NextKeyMarker, UploadIdMarker: all.NextUploadIdMarker });
    expect(rest.Uploads?.map((one) => one.Key)).toEqual(['b']);
    const gathered = await list({ Delimiter: '/' });
    expect(gathered.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    expect(gathered.Uploads?.map((one) => one.Key)).toEqual(['b', 'b']);
  });
});
