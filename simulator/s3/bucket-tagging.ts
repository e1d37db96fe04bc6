import type {
  DeleteBucketTaggingRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  PutBucketTaggingRequest,
} from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { type BucketInput, bucketAccess, getBucket } from './find.ts';
import { bucketHasAbac, noSuchTagSet } from './s3-errors.ts';
import { type Bucket, bucketsIn } from './tables.ts';
import { checkTagLimits, fromTagSet, toTagSet } from './tags.ts';

export const putBucketTagging = operation<Received<PutBucketTaggingRequest>, void>({
  access: (input, context) => [bucketAccess('s3:PutBucketTagging', getBucket(input, context))],
  run(input, context) {
    const tags = fromTagSet(input.Tagging.TagSet ?? []);
    checkTagLimits(tags, 'bucket');
    bucketsIn(context.state).put(input.Bucket, { ...getTaggable(input, context), tags });
  },
});

export const getBucketTagging = operation<Received<GetBucketTaggingRequest>, GetBucketTaggingOutput>({
  access: (input, context) => [bucketAccess('s3:GetBucketTagging', getBucket(input, context))],
  run(input, context) {
    const { tags } = getBucket(input, context);
    if (!tags) throw noSuchTagSet(input.Bucket);
    return { TagSet: toTagSet(tags) };
  },
});

export const deleteBucketTagging = operation<Received<DeleteBucketTaggingRequest>, void>({
  // There is no s3:DeleteBucketTagging.
  access: (input, context) => [bucketAccess('s3:PutBucketTagging', getBucket(input, context))],
  run(input, context) {
    const { tags: _, ...bucket } = getTaggable(input, context);
    bucketsIn(context.state).put(input.Bucket, bucket);
  },
});

/** Throws where the tags are condition keys: then they are changed one by one, by S3 Control. facts F.3 */
function getTaggable(input: BucketInput, context: CallContext): Bucket {
  const bucket = getBucket(input, context);
  if (bucket.abac === 'Enabled') throw bucketHasAbac();
  return bucket;
}
