import type { GetBucketPolicyStatusOutput, GetBucketPolicyStatusRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket } from './find.ts';
import { noSuchBucketPolicy } from './s3-errors.ts';

export const getBucketPolicyStatus = operation<Received<GetBucketPolicyStatusRequest>, GetBucketPolicyStatusOutput>({
  access: (input, context) => [bucketAccess('s3:GetBucketPolicyStatus', getBucket(input, context))],
  run(input, context) {
    const { policy, hasPublicPolicy = false } = getBucket(input, context);
    if (policy === undefined) throw noSuchBucketPolicy(input.Bucket);
    return { PolicyStatus: { IsPublic: hasPublicPolicy } };
  },
});
