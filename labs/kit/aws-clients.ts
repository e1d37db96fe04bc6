import type { CloudTrail } from '@aws-sdk/client-cloudtrail';
import type { DynamoDB } from '@aws-sdk/client-dynamodb';
import type { EC2 } from '@aws-sdk/client-ec2';
import type { EKS } from '@aws-sdk/client-eks';
import type { IAM } from '@aws-sdk/client-iam';
import type { S3 } from '@aws-sdk/client-s3';
import type { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import type { STS } from '@aws-sdk/client-sts';
import { type AwsAccess, sdkConfiguration } from './sdk-configuration.ts';

/** AWS clients, each loaded on first use: a check of one service must not pay for the others. */
export interface AwsClients {
  iam(): Promise<IAM>;
  eks(): Promise<EKS>;
  s3(): Promise<S3>;
  dynamodb(): Promise<DynamoDB>;
  cloudtrail(): Promise<CloudTrail>;
  ec2(): Promise<EC2>;
  sts(): Promise<STS>;
  serviceQuotas(): Promise<ServiceQuotas>;
}

/** The clients for the account behind `access`. */
export function createAwsClients(access: AwsAccess): AwsClients {
  const configuration = sdkConfiguration(access);
  return {
    iam: once(async () => new (await import('@aws-sdk/client-iam')).IAM(configuration)),
    eks: once(async () => new (await import('@aws-sdk/client-eks')).EKS(configuration)),
    s3: once(async () => new (await import('@aws-sdk/client-s3')).S3({ ...configuration, forcePathStyle: true })),
    dynamodb: once(async () => new (await import('@aws-sdk/client-dynamodb')).DynamoDB(configuration)),
    cloudtrail: once(async () => new (await import('@aws-sdk/client-cloudtrail')).CloudTrail(configuration)),
    ec2: once(async () => new (await import('@aws-sdk/client-ec2')).EC2(configuration)),
    sts: once(async () => new (await import('@aws-sdk/client-sts')).STS(configuration)),
    serviceQuotas: once(async () => new (await import('@aws-sdk/client-service-quotas')).ServiceQuotas(configuration)),
  };
}

/** A client that is made on first use, and once. */
export function once<Client>(make: () => Promise<Client>): () => Promise<Client> {
  let made: Promise<Client> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * The answer, or undefined where the thing asked for does not exist.
 *
 * Errors: every other error of the call, unchanged.
 */
export async function orAbsent<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && ABSENT.has(error.name)) return undefined;
    throw error;
  }
}

const ABSENT = new Set([
  'NoSuchEntity',
  'NoSuchEntityException',
  'NoSuchBucket',
  'NoSuchKey',
  'NotFound',
  'ResourceNotFoundException',
  'NoSuchTagSet',
]);
