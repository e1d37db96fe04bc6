import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucketsIn } from '../../../simulator/s3/tables.ts';
import { s3Endpoint } from './s3-endpoint.ts';

describe('buckets', () => {
  it('are made, found, listed and deleted', async () => {
    const { client, createBucket } = s3Endpoint();
    await createBucket('orders-b');
    await createBucket('orders-a');
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map((bucket) => bucket.Name)).toEqual(['orders-a', 'orders-b']);
    expect(await client.send(new HeadBucketCommand({ Bucket: 'orders-a' }))).toMatchObject({
      BucketRegion: 'us-west-2',
    });
    const location = await client.send(new GetBucketLocationCommand({ Bucket: 'orders-a' }));
    expect(location.LocationConstraint).toBe('us-west-2');
    await client.send(new DeleteBucketCommand({ Bucket: 'orders-a' }));
    await expect(client.send(new HeadBucketCommand({ Bucket: 'orders-a' }))).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('are refused under a taken or bad name, or in another Region', async () => {
    const { client, createBucket, state } = s3Endpoint();
    await createBucket('mine');
    await expect(createBucket('mine')).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      message: 'Your previous request to create the named bucket succeeded and you already own it.',
      $metadata: { httpStatusCode: 409 },
    });
    bucketsIn(state).put('theirs', { name: 'theirs', account: '444455556666', region: 'us-west-2', createdAtMs: 0 });
    await expect(createBucket('theirs')).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
    const elsewhere = { Bucket: 'nowhere', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const;
    await expect(client.send(new CreateBucketCommand(elsewhere))).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
      message:
        'The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
    for (const name of ['ab', 'Upper', 'a..b', '10.0.0.1', '-a-b', 'a_b']) {
      await expect(createBucket(name)).rejects.toMatchObject({
        name: 'InvalidBucketName',
        message: 'The specified bucket is not valid.',
      });
    }
  });

  it('must be empty to be deleted', async () => {
    const { client, createBucket, put } = s3Endpoint();
    await createBucket('full');
    await put('full', 'k');
    await expect(client.send(new DeleteBucketCommand({ Bucket: 'full' }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
      BucketName: 'full',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('have tags', async () => {
    const { client, createBucket } = s3Endpoint();
    await createBucket('tagged');
    const read = new GetBucketTaggingCommand({ Bucket: 'tagged' });
    await expect(client.send(read)).rejects.toMatchObject({
      name: 'NoSuchTagSet',
      message: 'The TagSet does not exist',
    });
    const TagSet = [{ Key: 'team', Value: 'blue' }];
    await client.send(new PutBucketTaggingCommand({ Bucket: 'tagged', Tagging: { TagSet } }));
    expect((await client.send(read)).TagSet).toEqual(TagSet);
    await client.send(new DeleteBucketTaggingCommand({ Bucket: 'tagged' }));
    await expect(client.send(read)).rejects.toMatchObject({ name: 'NoSuchTagSet' });
  });

  it('have a policy, which must be about them', async () => {
    const { client, createBucket } = s3Endpoint();
    await createBucket('ruled');
    const read = new GetBucketPolicyCommand({ Bucket: 'ruled' });
    await expect(client.send(read)).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
      message: 'The bucket policy does not exist',
    });
    const policy = (Resource: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:GetObject', Resource }],
      });
    const put = (Policy: string) => client.send(new PutBucketPolicyCommand({ Bucket: 'ruled', Policy }));
    await expect(put('{')).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: "Policies must be valid JSON and the first byte must be '{'",
    });
    await expect(put(policy('arn:aws:s3:::other/*'))).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: 'Policy has invalid resource',
    });
    await put(policy('arn:aws:s3:::ruled/*'));
    expect((await client.send(read)).Policy).toBe(policy('arn:aws:s3:::ruled/*'));
    await client.send(new DeleteBucketPolicyCommand({ Bucket: 'ruled' }));
    await expect(client.send(read)).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });
});
