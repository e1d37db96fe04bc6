import type {
  GetBucketAccelerateConfigurationOutput,
  GetBucketCorsOutput,
  GetBucketEncryptionOutput,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLoggingOutput,
  GetBucketReplicationOutput,
  GetBucketRequestPaymentOutput,
  GetBucketWebsiteOutput,
  GetObjectLockConfigurationOutput,
  NotificationConfiguration,
} from '@aws-sdk/client-s3';
import { type Operation, operation } from '../wire/operation.ts';
import { type BucketInput, bucketAccess, getBucket } from './find.ts';
import { notConfigured } from './s3-errors.ts';

// Settings that every bucket here has as S3 gives them to a new one; they can be read only.

/** Reading a setting that never changes. */
function fixed<Output>(action: string, value: (bucket: string) => Output): Operation<BucketInput, Output> {
  return operation<BucketInput, Output>({
    limits: 'Always as of a new bucket.',
    access: (input, context) => [bucketAccess(action, getBucket(input, context))],
    run: ({ Bucket }) => value(Bucket),
  });
}

/** Reading a setting that no bucket has, which is an error. */
function absent<Output>(action: string, code: string, message: string): Operation<BucketInput, Output> {
  return fixed<Output>(action, (bucket) => {
    throw notConfigured(code, message, bucket);
  });
}

export const getBucketAccelerateConfiguration = fixed<GetBucketAccelerateConfigurationOutput>(
  's3:GetAccelerateConfiguration',
  () => ({}),
);
export const getBucketLogging = fixed<GetBucketLoggingOutput>('s3:GetBucketLogging', () => ({}));
export const getBucketNotification = fixed<NotificationConfiguration>('s3:GetBucketNotification', () => ({}));
export const getBucketRequestPayment = fixed<GetBucketRequestPaymentOutput>('s3:GetBucketRequestPayment', () => ({
  Payer: 'BucketOwner',
}));
export const getBucketEncryption = fixed<GetBucketEncryptionOutput>('s3:GetEncryptionConfiguration', () => ({
  ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  },
}));

export const getBucketCors = absent<GetBucketCorsOutput>(
  's3:GetBucketCORS',
  'NoSuchCORSConfiguration',
  'The CORS configuration does not exist',
);
export const getBucketWebsite = absent<GetBucketWebsiteOutput>(
  's3:GetBucketWebsite',
  'NoSuchWebsiteConfiguration',
  'The specified bucket does not have a website configuration',
);
export const getBucketLifecycleConfiguration = absent<GetBucketLifecycleConfigurationOutput>(
  's3:GetLifecycleConfiguration',
  'NoSuchLifecycleConfiguration',
  'The lifecycle configuration does not exist',
);
export const getBucketReplication = absent<GetBucketReplicationOutput>(
  's3:GetReplicationConfiguration',
  'ReplicationConfigurationNotFoundError',
  'The replication configuration was not found',
);
export const getObjectLockConfiguration = absent<GetObjectLockConfigurationOutput>(
  's3:GetBucketObjectLockConfiguration',
  'ObjectLockConfigurationNotFoundError',
  'Object Lock configuration does not exist for this bucket',
);
