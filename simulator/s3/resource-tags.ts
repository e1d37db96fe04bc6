import { AwsError } from '../aws-error.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { bucketAccess } from './find.ts';
import { accessDenied, invalidRequest } from './s3-errors.ts';
import { type Bucket, bucketsIn } from './tables.ts';
import { checkTagLimits, fromTagSet, newTagKeys, type Tag, toTagSet } from './tags.ts';

// S3 Control's way to tag buckets: one tag at a time, and the only one where the tags are condition keys. facts F.3

interface ResourceInput {
  AccountId: string;
  ResourceArn: string;
}

export const tagResource = operation<ResourceInput & { Tags: Tag[] }, void>({
  limits: 'General purpose buckets only.',
  access: (input, context) => [
    bucketAccess('s3:TagResource', getResource(input, context), newTagKeys(fromTagSet(input.Tags))),
  ],
  run(input, context) {
    const bucket = getResource(input, context);
    const tags = { ...bucket.tags, ...fromTagSet(input.Tags) };
    checkTagLimits(tags, 'bucket');
    bucketsIn(context.state).put(bucket.name, { ...bucket, tags });
  },
});

export const untagResource = operation<ResourceInput & { TagKeys: string[] }, void>({
  limits: 'General purpose buckets only.',
  access: (input, context) => [
    bucketAccess('s3:UntagResource', getResource(input, context), { 'aws:TagKeys': input.TagKeys }),
  ],
  run(input, context) {
    const bucket = getResource(input, context);
    const left = Object.entries(bucket.tags ?? {}).filter(([key]) => !input.TagKeys.includes(key));
    // Without tags there is no tag set, which is an error to read.
    const tags = left.length > 0 ? Object.fromEntries(left) : undefined;
    bucketsIn(context.state).put(bucket.name, { ...bucket, tags });
  },
});

export const listTagsForResource = operation<ResourceInput, { Tags: Tag[] }>({
  limits: 'General purpose buckets only.',
  access: (input, context) => [bucketAccess('s3:ListTagsForResource', getResource(input, context))],
  run: (input, context) => ({ Tags: toTagSet(getResource(input, context).tags ?? {}) }),
});

/** The bucket of an ARN; there are no access points. Throws NoSuchResource, InvalidRequest, or AccessDenied for another account. */
function getResource({ AccountId, ResourceArn }: ResourceInput, { state, caller }: CallContext): Bucket {
  const name = /^arn:aws:s3:::([^/]+)$/.exec(ResourceArn)?.[1];
  // Text assumed; not confirmed against AWS.
  if (name === undefined) throw invalidRequest('The resource ARN must be that of a general purpose bucket.');
  const bucket = bucketsIn(state).get(name);
  if (!bucket) throw new AwsError('NoSuchResource', 404, "The specified resource doesn't exist.");
  if (AccountId !== bucket.account && AccountId !== caller.account) throw accessDenied();
  return bucket;
}
