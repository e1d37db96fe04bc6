import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eks from '@aws-sdk/client-eks';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../simulator/aws-error.ts';
import type { Protocol } from '../../../simulator/wire/operation.ts';
import { scriptedService } from './scripted-service.ts';
import { testEndpoint } from './test-endpoint.ts';

function scripted(
  name: string,
  protocol: Protocol,
  schemas: Record<string, unknown>,
  answers: Record<string, (input: never) => unknown>,
) {
  const { seen, services } = scriptedService({ name, protocol, schemas, answers });
  return { seen, endpoint: testEndpoint({ services }) };
}

describe('awsQuery', () => {
  it('reads nested lists and writes structures, texts untouched', async () => {
    const { endpoint, seen } = scripted('iam', 'awsQuery', iam, {
      CreateRole: (input: iam.CreateRoleRequest) => ({
        Role: {
          ...input,
          Path: '/',
          RoleId: 'AROA1',
          Arn: 'arn:aws:iam::111122223333:role/x',
          CreateDate: new Date(1e12),
        },
      }),
    });
    const client = new iam.IAMClient(endpoint.clientConfig());
    const input = { RoleName: 'x', AssumeRolePolicyDocument: '{"a":"<&>"}', Tags: [{ Key: 'k', Value: 'é&=+ ' }] };
    const { Role } = await client.send(new iam.CreateRoleCommand(input));
    expect(seen.CreateRole).toEqual(input);
    expect(Role).toMatchObject({ ...input, CreateDate: new Date(1e12) });
  });

  it('answers operations without output, and errors by their Query code', async () => {
    const { endpoint } = scripted('iam', 'awsQuery', iam, {
      TagRole: () => undefined,
      GetRole: () => {
        throw new AwsError('NoSuchEntity', 404, 'The role with name <x> cannot be found.');
      },
    });
    const client = new iam.IAMClient(endpoint.clientConfig());
    await client.send(new iam.TagRoleCommand({ RoleName: 'r', Tags: [] }));
    await expect(client.send(new iam.GetRoleCommand({ RoleName: 'x' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name <x> cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('names the required members that are missing', async () => {
    const { endpoint } = scripted('sts', 'awsQuery', sts, { AssumeRole: () => ({}) });
    const client = new sts.STSClient(endpoint.clientConfig());
    await expect(
      client.send(new sts.AssumeRoleCommand({ RoleArn: undefined, RoleSessionName: 's' })),
    ).rejects.toMatchObject({
      Code: 'ValidationError',
      message:
        "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
    });
  });
});

describe('restJson1', () => {
  it('binds labels, queries and documents', async () => {
    const { endpoint, seen } = scripted('eks', 'restJson1', eks, {
      CreatePodIdentityAssociation: (input: object) => ({ association: { ...input, createdAt: new Date(1.7e12) } }),
      UntagResource: () => ({}),
      ListClusters: () => ({ clusters: ['c'] }),
    });
    const client = new eks.EKSClient(endpoint.clientConfig());
    const wanted = { clusterName: 'c', namespace: 'n', serviceAccount: 's', roleArn: 'arn:x', tags: { a: 'b/c' } };
    const { association } = await client.send(new eks.CreatePodIdentityAssociationCommand(wanted));
    expect(association).toMatchObject({ ...wanted, createdAt: new Date(1.7e12) });
    const untag = { resourceArn: 'arn:aws:eks:us-west-2:1:cluster/c', tagKeys: ['a b', 'c'] };
    await client.send(new eks.UntagResourceCommand(untag));
    expect(seen.UntagResource).toEqual(untag);
    await client.send(new eks.ListClustersCommand({ maxResults: 7 }));
    expect(seen.ListClusters).toEqual({ maxResults: 7 });
  });

  it('sends errors with their members', async () => {
    const { endpoint } = scripted('eks', 'restJson1', eks, {
      DescribeCluster: () => {
        throw new AwsError('ResourceNotFoundException', 404, 'No cluster found for name: z.', { clusterName: 'z' });
      },
    });
    const client = new eks.EKSClient(endpoint.clientConfig());
    await expect(client.send(new eks.DescribeClusterCommand({ name: 'z' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No cluster found for name: z.',
      clusterName: 'z',
    });
  });
});

describe('restXml', () => {
  it('carries objects, with metadata in headers, keys of all kinds and the SDK checksum', async () => {
    const { endpoint, seen } = scripted('s3', 'restXml', s3, {
      PutObject: () => ({ ETag: '"e"' }),
      GetObject: () => ({
        Body: new TextEncoder().encode('hello'),
        ContentType: 'text/plain',
        Metadata: { owner: 'me' },
      }),
    });
    const client = new s3.S3Client(endpoint.clientConfig());
    const Key = 'a/b c+é.txt';
    await client.send(new s3.PutObjectCommand({ Bucket: 'bkt', Key, Body: 'hello', Metadata: { owner: 'me' } }));
    expect(seen.PutObject).toMatchObject({ Bucket: 'bkt', Key, Metadata: { owner: 'me' } });
    const read = await client.send(new s3.GetObjectCommand({ Bucket: 'bkt', Key }));
    expect(await read.Body?.transformToString()).toBe('hello');
    expect(read).toMatchObject({ ContentType: 'text/plain', Metadata: { owner: 'me' } });
  });

  it('tells operations on one path apart by query', async () => {
    const { endpoint, seen } = scripted('s3', 'restXml', s3, {
      PutBucketTagging: () => undefined,
      GetBucketLocation: () => ({ LocationConstraint: 'us-west-2' }),
      ListObjectsV2: () => ({ Name: 'bkt', KeyCount: 0 }),
    });
    const client = new s3.S3Client(endpoint.clientConfig());
    const Tagging = { TagSet: [{ Key: 'k', Value: 'v' }] };
    await client.send(new s3.PutBucketTaggingCommand({ Bucket: 'bkt', Tagging }));
    expect(seen.PutBucketTagging).toMatchObject({ Bucket: 'bkt', Tagging });
    await client.send(new s3.ListObjectsV2Command({ Bucket: 'bkt', Prefix: 'p&', MaxKeys: 5 }));
    expect(seen.ListObjectsV2).toEqual({ Bucket: 'bkt', Prefix: 'p&', MaxKeys: 5 });
    const { LocationConstraint } = await client.send(new s3.GetBucketLocationCommand({ Bucket: 'bkt' }));
    expect(LocationConstraint).toBe('us-west-2');
  });
});

describe('awsJson1_0', () => {
  it('carries attribute values of every kind', async () => {
    const Item = {
      pk: { S: 'a' },
      b: { B: new Uint8Array([1, 2, 255]) },
      n: { N: '1.50' },
      m: { M: { l: { L: [{ BOOL: true }, { NULL: true }] } } },
    };
    const { endpoint, seen } = scripted('dynamodb', 'awsJson1_0', dynamodb, {
      PutItem: () => ({}),
      GetItem: () => ({ Item }),
    });
    const client = new dynamodb.DynamoDBClient(endpoint.clientConfig());
    await client.send(new dynamodb.PutItemCommand({ TableName: 't', Item }));
    expect(seen.PutItem).toEqual({ TableName: 't', Item });
    const read = await client.send(new dynamodb.GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }));
    expect(read.Item).toEqual(Item);
  });

  it('sends errors with attribute values', async () => {
    const { endpoint } = scripted('dynamodb', 'awsJson1_0', dynamodb, {
      PutItem: () => {
        const Item = { pk: { S: 'a' }, b: { B: new Uint8Array([7]) } };
        throw new AwsError('ConditionalCheckFailedException', 400, 'The conditional request failed', { Item });
      },
    });
    const client = new dynamodb.DynamoDBClient(endpoint.clientConfig());
    const put = new dynamodb.PutItemCommand({ TableName: 't', Item: { pk: { S: 'a' } } });
    await expect(client.send(put)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { b: { B: new Uint8Array([7]) } },
    });
  });
});
