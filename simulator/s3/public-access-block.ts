import type {
  DeletePublicAccessBlockRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket } from './find.ts';
import { noSuchPublicAccessBlock } from './s3-errors.ts';
import { bucketsIn, type PublicAccessBlock } from './tables.ts';

/** What new buckets have, since April 2023. User guide, "Blocking public access to your Amazon S3 storage" */
export const BLOCK_ALL: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const putPublicAccessBlock = operation<Received<PutPublicAccessBlockRequest>, void>({
  limits: 'BlockPublicAcls and IgnorePublicAcls have nothing to do.',
  access: (input, context) => [bucketAccess('s3:PutBucketPublicAccessBlock', getBucket(input, context))],
  run(input, context) {
    const asked = input.PublicAccessBlockConfiguration;
    // What is left out is off.
    const publicAccessBlock: PublicAccessBlock = {
      BlockPublicAcls: asked.BlockPublicAcls === true,
      IgnorePublicAcls: asked.IgnorePublicAcls === true,
      BlockPublicPolicy: asked.BlockPublicPolicy === true,
      RestrictPublicBuckets: asked.RestrictPublicBuckets === true,
    };
    bucketsIn(context.state).put(input.Bucket, { ...getBucket(input, context), publicAccessBlock });
  },
});

export const getPublicAccessBlock = operation<Received<GetPublicAccessBlockRequest>, GetPublicAccessBlockOutput>({
  access: (input, context) => [bucketAccess('s3:GetBucketPublicAccessBlock', getBucket(input, context))],
  run(input, context) {
    const { publicAccessBlock } = getBucket(input, context);
    if (!publicAccessBlock) throw noSuchPublicAccessBlock(input.Bucket);
    return { PublicAccessBlockConfiguration: publicAccessBlock };
  },
});

export const deletePublicAccessBlock = operation<Received<DeletePublicAccessBlockRequest>, void>({
  // There is no s3:DeleteBucketPublicAccessBlock.
  access: (input, context) => [bucketAccess('s3:PutBucketPublicAccessBlock', getBucket(input, context))],
  run(input, context) {
    const { publicAccessBlock: _, ...bucket } = getBucket(input, context);
    bucketsIn(context.state).put(input.Bucket, bucket);
  },
});
