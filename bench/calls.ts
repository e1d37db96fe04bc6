import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateClusterCommand, DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { REGION } from '../simulator/place.ts';
import type { PreparedRequest } from './load.ts';
import { signedRequest } from './signed-request.ts';

export interface Target {
  name: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

export interface Call {
  name: string;
  request: PreparedRequest;
}

const ROLE = 'bench-role';
const BUCKET = 'bench-bucket';
const TABLE = 'bench-table';
export const CLUSTER = 'workshop-a';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const clientsOf = ({ endpoint, credentials }: Target) => {
  const config = { endpoint, credentials, region: REGION, maxAttempts: 1 };
  return {
    sts: new STSClient(config),
    iam: new IAMClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    dynamodb: new DynamoDBClient(config),
    eks: new EKSClient(config),
  };
};

/** Makes what the five calls read: a role, an object of 1 KB, an item, and a cluster where there is none. */
export async function prepare(target: Target, makeCluster: boolean): Promise<void> {
  const { iam, s3, dynamodb, eks } = clientsOf(target);
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: TRUST }));
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'object', Body: 'x'.repeat(1024) }));
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { id: { S: '1' }, text: { S: 'an item' } } }));
  if (makeCluster) {
    const roleArn = `arn:aws:iam::123456789012:role/${ROLE}`;
    await eks.send(new CreateClusterCommand({ name: CLUSTER, roleArn, resourcesVpcConfig: {} }));
  }
}

/** The five calls, signed for the target. A signature is good for 15 minutes. */
export async function signedCalls(target: Target): Promise<Call[]> {
  const { sts, iam, s3, dynamodb, eks } = clientsOf(target);
  const key = { id: { S: '1' } };
  return [
    {
      name: 'STS GetCallerIdentity',
      request: await signedRequest(sts, () => sts.send(new GetCallerIdentityCommand({}))),
    },
    { name: 'IAM GetRole', request: await signedRequest(iam, () => iam.send(new GetRoleCommand({ RoleName: ROLE }))) },
    {
      name: 'S3 GetObject 1 KB',
      request: await signedRequest(s3, () => s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'object' }))),
    },
    {
      name: 'DynamoDB GetItem',
      request: await signedRequest(dynamodb, () => dynamodb.send(new GetItemCommand({ TableName: TABLE, Key: key }))),
    },
    {
      name: 'EKS DescribeCluster',
      request: await signedRequest(eks, () => eks.send(new DescribeClusterCommand({ name: CLUSTER }))),
    },
  ];
}
