import type { GetBucketAbacOutput, GetBucketAbacRequest, PutBucketAbacRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket } from './find.ts';
import { malformedXml } from './s3-errors.ts';
import { bucketsIn } from './tables.ts';

// Whether the bucket's tags are condition keys. Off at first: such keys once had no meaning. facts F.3

export const putBucketAbac = operation<Received<PutBucketAbacRequest>, void>({
  access: (input, context) => [bucketAccess('s3:PutBucketAbac', getBucket(input, context))],
  run(input, context) {
    const abac = input.AbacStatus.Status;
    if (abac !== 'Enabled' && abac !== 'Disabled') throw malformedXml();
    bucketsIn(context.state).put(input.Bucket, { ...getBucket(input, context), abac });
  },
});

export const getBucketAbac = operation<Received<GetBucketAbacRequest>, GetBucketAbacOutput>({
  access: (input, context) => [bucketAccess('s3:GetBucketAbac', getBucket(input, context))],
  run: (input, context) => ({ AbacStatus: { Status: getBucket(input, context).abac ?? 'Disabled' } }),
});
