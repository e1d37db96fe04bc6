import {
  CreateBucketCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketTaggingCommand,
  GetBucketAbacCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  ListObjectsV2Command,
  PutBucketAbacCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../simulator/caller.ts';
import { s3Endpoint } from './s3-endpoint.ts';

const Bucket = 'shop';
const ROOT: Caller = {
  type: 'root',
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:root',
  userId: '111122223333',
};
let s3: ReturnType<typeof s3Endpoint>;

beforeEach(async () => {
  s3 = s3Endpoint();
  await s3.createBucket(Bucket);
  await s3.put(Bucket, 'k', 'content');
});

describe('settings that a bucket does not have', () => {
  it.each([
    [new GetBucketCorsCommand({ Bucket }), 'NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
    [
      new GetBucketWebsiteCommand({ Bucket }),
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
    ],
    [
      new GetBucketLifecycleConfigurationCommand({ Bucket }),
      'NoSuchLifecycleConfiguration',
      'The lifecycle configuration does not exist',
    ],
    [
      new GetBucketReplicationCommand({ Bucket }),
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
    ],
    [
      new GetObjectLockConfigurationCommand({ Bucket }),
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    ],
  ])('%# are an error to read', async (command, name, message) => {
    await expect(s3.client.send(command as GetBucketCorsCommand)).rejects.toMatchObject({
      name,
      message,
      BucketName: Bucket,
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('settings that every bucket has', () => {
  it('are those of a new bucket', async () => {
    const { client } = s3;
    expect(await client.send(new GetBucketRequestPaymentCommand({ Bucket }))).toMatchObject({ Payer: 'BucketOwner' });
    expect((await client.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBeUndefined();
    expect((await client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
  });

  it('include no versions', async () => {
    const read = async () => (await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status;
    const put = (Status: 'Enabled' | 'Suspended') =>
      s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    expect(await read()).toBeUndefined();
    await put('Suspended');
    expect(await read()).toBe('Suspended');
    await expect(put('Enabled')).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The local cloud keeps no versions of objects: versioning can only be Suspended.',
    });
  });
});

describe('ownership', () => {
  it('gives everything to the owner, and lists of access only to those who may have them', async () => {
    const acl = await s3.client.send(new GetBucketAclCommand({ Bucket }));
    const ID = acl.Owner?.ID;
    expect(ID).toMatch(/^[0-9a-f]{64}$/);
    expect(acl.Grants).toEqual([{ Grantee: { ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
    expect((await s3.client.send(new GetObjectAclCommand({ Bucket, Key: 'k' }))).Owner).toEqual({ ID });
    await expect(s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }))).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
      message: 'The bucket does not allow ACLs',
      $metadata: { httpStatusCode: 400 },
    });
    const open = new CreateBucketCommand({
      Bucket: 'open',
      ACL: 'public-read',
      CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
    });
    await expect(s3.client.send(open)).rejects.toMatchObject({ name: 'InvalidBucketAclWithObjectOwnership' });
  });

  it('is enforced at first, and can be changed', async () => {
    const read = async () =>
      (await s3.client.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls?.Rules;
    expect(await read()).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
    await s3.client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
    expect(await read()).toEqual(Rules);
    await s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
    await s3.client.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({
      name: 'OwnershipControlsNotFoundError',
      message: 'The bucket ownership controls were not found',
    });
  });
});

describe('attribute-based access control of a bucket', () => {
  const TagSet = [{ Key: 'team', Value: 'blue' }];
  const setAbac = (Status: 'Enabled' | 'Disabled') =>
    s3.client.send(new PutBucketAbacCommand({ Bucket, AbacStatus: { Status } }));
  const allowFor = (key: string) => ({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: '*',
    Condition: { StringEquals: { [key]: 'blue' } },
  });
  const control = (operation: string, input: object) =>
    s3.invoke({
      service: 's3',
      operation,
      input: { AccountId: '111122223333', ResourceArn: `arn:aws:s3:::${Bucket}`, ...input },
      caller: ROOT,
    });

  beforeEach(() => s3.client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } })));

  it.each(['aws:ResourceTag/team', 's3:BucketTag/team'])('makes %s a condition key when enabled', async (key) => {
    const app = s3.appWith([allowFor(key)]);
    await expect(app.send(new GetObjectCommand({ Bucket, Key: 'k' }))).rejects.toMatchObject({ name: 'AccessDenied' });
    await setAbac('Enabled');
    expect((await s3.client.send(new GetBucketAbacCommand({ Bucket }))).AbacStatus).toEqual({ Status: 'Enabled' });
    await app.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect((await app.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(1);
    await setAbac('Disabled');
    await expect(app.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('leaves tags to TagResource and UntagResource', async () => {
    await setAbac('Enabled');
    const refused = { name: 'MethodNotAllowed', message: expect.stringContaining('Use TagResource and UntagResource') };
    await expect(
      s3.client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [] } })),
    ).rejects.toMatchObject(refused);
    await expect(s3.client.send(new DeleteBucketTaggingCommand({ Bucket }))).rejects.toMatchObject(refused);
    await control('TagResource', { Tags: [{ Key: 'stage', Value: 'test' }] });
    const both = [...TagSet, { Key: 'stage', Value: 'test' }];
    expect((await s3.client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(both);
    expect(await control('ListTagsForResource', {})).toEqual({ Tags: both });
    await control('UntagResource', { TagKeys: ['stage', 'team', 'absent'] });
    expect(await control('ListTagsForResource', {})).toEqual({ Tags: [] });
    await expect(control('ListTagsForResource', { ResourceArn: 'arn:aws:s3:::none' })).rejects.toMatchObject({
      code: 'NoSuchResource',
      message: "The specified resource doesn't exist.",
    });
  });
});

describe('uploads from HTML forms', () => {
  it('are refused by name', async () => {
    const answer = await s3.send({ method: 'POST', path: '/shop', headers: { host: 's3.us-west-2.amazonaws.com' } });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('The local cloud does not have s3:PostObject.');
  });
});
