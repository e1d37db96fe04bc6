import * as sdk from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Endpoint } from './s3-endpoint.ts';

const target = { Bucket: 'shop', Key: 'a' };
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket('shop');
});

const write = {
  PutObject: (members: object) => s3.client.send(new sdk.PutObjectCommand({ ...target, Body: 'a', ...members })),
  CreateMultipartUpload: (members: object) =>
    s3.client.send(new sdk.CreateMultipartUploadCommand({ ...target, ...members })),
  CopyObject: async (members: object) => {
    await s3.put('shop', 'source');
    return s3.client.send(new sdk.CopyObjectCommand({ ...target, CopySource: 'shop/source', ...members }));
  },
};
const NAMES = ['PutObject', 'CreateMultipartUpload', 'CopyObject'] as const;

const REFUSED: [members: object, code: string, message: string][] = [
  [{ ACL: 'public-read' }, 'AccessControlListNotSupported', 'The bucket does not allow ACLs'],
  [{ GrantRead: 'id="x"' }, 'AccessControlListNotSupported', 'The bucket does not allow ACLs'],
  [{ StorageClass: 'COLD' }, 'InvalidStorageClass', 'The storage class you specified is not valid'],
  [
    { StorageClass: 'GLACIER' },
    'NotImplemented',
    'The local cloud archives no objects: there is no storage class GLACIER.',
  ],
  [
    { ServerSideEncryption: 'ROT13' },
    'InvalidEncryptionAlgorithmError',
    'The Encryption request you specified is not valid. Supported value: AES256.',
  ],
  [
    { ServerSideEncryption: 'aws:kms' },
    'NotImplemented',
    'The local cloud encrypts with keys of S3 only, neither of KMS nor of customers.',
  ],
  [{ ObjectLockLegalHoldStatus: 'ON' }, 'InvalidRequest', 'Bucket is missing Object Lock Configuration'],
  [
    { Metadata: { note: 'x'.repeat(2045) } },
    'MetadataTooLarge',
    'Your metadata headers exceed the maximum allowed metadata size',
  ],
  [{ Key: 'ü'.repeat(513) }, 'KeyTooLongError', 'Your key is too long'],
];

describe.each(NAMES)('%s', (name) => {
  it.each(REFUSED)('refuses %j', async (members, code, message) => {
    await expect(write[name](members)).rejects.toMatchObject({ name: code, message });
  });
});

describe('what is said about an object', () => {
  it('comes back, whatever wrote it', async () => {
    const said = {
      CacheControl: 'no-store',
      WebsiteRedirectLocation: '/b',
      Expires: new Date('2027-01-01T00:00:00Z'),
      StorageClass: 'STANDARD_IA' as const,
      Metadata: { note: 'x'.repeat(2044) },
    };
    await write.PutObject(said);
    expect(await s3.client.send(new sdk.HeadObjectCommand(target))).toMatchObject(said);
    await write.CopyObject({ ...said, MetadataDirective: 'REPLACE' });
    expect(await s3.client.send(new sdk.HeadObjectCommand(target))).toMatchObject(said);
    const { Contents = [] } = await s3.client.send(new sdk.ListObjectsV2Command({ Bucket: 'shop' }));
    expect(Contents.map(({ Key, StorageClass }) => [Key, StorageClass])).toEqual([
      ['a', 'STANDARD_IA'],
      ['source', 'STANDARD'],
    ]);
  });

  it('takes a permission of its own if it is an access control list', async () => {
    const app = s3.appWith([{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }]);
    await app.send(new sdk.PutObjectCommand({ ...target, Body: 'a' }));
    await expect(
      app.send(new sdk.PutObjectCommand({ ...target, Body: 'a', ACL: 'bucket-owner-full-control' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no identity-based policy allows the s3:PutObjectAcl action'),
    });
  });
});
