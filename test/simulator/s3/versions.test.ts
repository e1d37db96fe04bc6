import * as sdk from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
const target = { Bucket, Key: 'a' };
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
  for (const key of ['a', 'b/1', 'b/2', 'c']) await s3.put(Bucket, key);
});

describe('without versioning, objects', () => {
  const list = (members: object) => s3.client.send(new sdk.ListObjectVersionsCommand({ Bucket, ...members }));

  it('are listed as the version null of themselves, page by page', async () => {
    const first = await list({ Delimiter: '/', MaxKeys: 2 });
    expect(first).toMatchObject({
      IsTruncated: true,
      NextKeyMarker: 'b/',
      NextVersionIdMarker: 'null',
      CommonPrefixes: [{ Prefix: 'b/' }],
      Versions: [{ Key: 'a', VersionId: 'null', IsLatest: true, Size: 1, StorageClass: 'STANDARD' }],
    });
    const rest = await list({ Delimiter: '/', KeyMarker: first.NextKeyMarker, VersionIdMarker: 'null' });
    expect(rest).toMatchObject({ IsTruncated: false, Versions: [{ Key: 'c' }] });
  });

  it('are read and deleted by that version, and no other', async () => {
    const read = await s3.client.send(new sdk.GetObjectCommand({ ...target, VersionId: 'null' }));
    expect(await read.Body?.transformToString()).toBe('a');
    const refused = {
      name: 'InvalidArgument',
      message: 'Invalid version id specified',
      ArgumentName: 'versionId',
      ArgumentValue: 'x',
    };
    await expect(s3.client.send(new sdk.GetObjectCommand({ ...target, VersionId: 'x' }))).rejects.toMatchObject(
      refused,
    );
    const copy = new sdk.CopyObjectCommand({ Bucket, Key: 'd', CopySource: 'shop/a?versionId=x' });
    await expect(s3.client.send(copy)).rejects.toMatchObject(refused);
    const Objects = [{ Key: 'a', VersionId: 'null' }];
    const { Deleted } = await s3.client.send(new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    expect((await list({ Prefix: 'a' })).Versions).toBeUndefined();
  });

  it('take permissions of their own where a version is named', async () => {
    const app = s3.appWith([{ Effect: 'Allow', Action: ['s3:GetObject', 's3:DeleteObject'], Resource: '*' }]);
    for (const [command, action] of [
      [new sdk.GetObjectCommand({ ...target, VersionId: 'null' }), 's3:GetObjectVersion'],
      [new sdk.GetObjectTaggingCommand({ ...target, VersionId: 'null' }), 's3:GetObjectVersionTagging'],
      [new sdk.DeleteObjectCommand({ ...target, VersionId: 'null' }), 's3:DeleteObjectVersion'],
      [new sdk.ListObjectVersionsCommand({ Bucket }), 's3:ListBucketVersions'],
    ] as const) {
      await expect(app.send(command as sdk.GetObjectCommand)).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining(`because no identity-based policy allows the ${action} action`),
      });
    }
    const Condition = { StringEquals: { 's3:versionid': 'null' } };
    const reader = s3.appWith([{ Effect: 'Allow', Action: 's3:GetObjectVersion', Resource: '*', Condition }]);
    await reader.send(new sdk.GetObjectCommand({ ...target, VersionId: 'null' }));
  });
});
