import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { dropUnused } from './blobs.ts';
import { checkBucketName } from './bucket-name.ts';
import { bucketAccess, getBucket } from './find.ts';
import { canonicalUserId } from './owner.ts';
import { checkedOwnership } from './ownership-controls.ts';
import { BLOCK_ALL } from './public-access-block.ts';
import * as errors from './s3-errors.ts';
import { bucketsIn, type ObjectOwnership, objectsIn, uploadsIn } from './tables.ts';
import { checkTagLimits, fromTagSet, newTagKeys } from './tags.ts';
import { dropUpload } from './uploads.ts';

const HOME_REGION = 'us-east-1';

export const createBucket = operation<Received<CreateBucketRequest>, CreateBucketOutput>({
  limits: 'General purpose buckets without Object Lock; no access control lists but private ones.',
  access(input) {
    const resource = `arn:aws:s3:::${input.Bucket}`;
    const tags = fromTagSet(input.CreateBucketConfiguration?.Tags ?? []);
    const constraint = input.CreateBucketConfiguration?.LocationConstraint;
    const context = { ...newTagKeys(tags), ...(constraint && { 's3:locationconstraint': constraint }) };
    const actions = Object.keys(tags).length > 0 ? ['s3:CreateBucket', 's3:TagResource'] : ['s3:CreateBucket'];
    return actions.map((action) => ({ action, resource, context }));
  },
  run(input, { state, account, region, now }) {
    checkBucketName(input.Bucket);
    if (input.ObjectLockEnabledForBucket)
      throw new AwsError('NotImplemented', 400, 'The local cloud has no Object Lock.');
    checkLocation(input.CreateBucketConfiguration?.LocationConstraint, region);
    const existing = bucketsIn(state).get(input.Bucket);
    if (existing) {
      throw existing.account === account
        ? errors.bucketAlreadyOwnedByYou(input.Bucket)
        : errors.bucketAlreadyExists(input.Bucket);
    }
    const tags = fromTagSet(input.CreateBucketConfiguration?.Tags ?? []);
    checkTagLimits(tags, 'bucket');
    const tagSet = Object.keys(tags).length > 0 ? { tags } : {};
    const settings = { publicAccessBlock: BLOCK_ALL, ownership: ownershipOf(input) };
    bucketsIn(state).put(input.Bucket, {
      name: input.Bucket,
      account,
      region,
      createdAtMs: now,
      ...tagSet,
      ...settings,
    });
    return { Location: `/${input.Bucket}`, BucketArn: `arn:aws:s3:::${input.Bucket}` };
  },
});

/** Throws MalformedXML, or what S3 says to access control lists that the ownership does not allow. */
function ownershipOf({ ObjectOwnership, ACL }: Received<CreateBucketRequest>): ObjectOwnership {
  const ownership = checkedOwnership(ObjectOwnership ?? 'BucketOwnerEnforced');
  if (ACL === undefined || ACL === 'private') return ownership;
  if (ownership === 'BucketOwnerEnforced') throw errors.aclWithOwnership();
  throw new AwsError(
    'NotImplemented',
    400,
    `The local cloud has no access control lists but private ones, not ${ACL}.`,
  );
}

/** Every Region's endpoint but us-east-1's makes buckets in its own Region only, and wants to be told so. */
function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === undefined && region === HOME_REGION) return;
  if (constraint !== region) throw errors.illegalLocation(constraint ?? 'unspecified');
}

export const headBucket = operation<Received<HeadBucketRequest>, HeadBucketOutput>({
  access: (input, context) => [bucketAccess('s3:ListBucket', getBucket(input, context))],
  run(input, context) {
    const { name, region } = getBucket(input, context);
    return { BucketRegion: region, BucketArn: `arn:aws:s3:::${name}` };
  },
});

export const getBucketLocation = operation<Received<GetBucketLocationRequest>, GetBucketLocationOutput>({
  access: (input, context) => [bucketAccess('s3:GetBucketLocation', getBucket(input, context))],
  run(input, context) {
    const { region } = getBucket(input, context);
    return region === HOME_REGION
      ? {}
      : { LocationConstraint: region as GetBucketLocationOutput['LocationConstraint'] };
  },
});

export const listBuckets = operation<ListBucketsRequest, ListBucketsOutput>({
  access: () => [{ action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' }],
  run({ Prefix = '', BucketRegion, MaxBuckets = 10_000, ContinuationToken = '' }, { state, account }) {
    const own = [...bucketsIn(state).values()]
      .filter((bucket) => bucket.account === account && bucket.name.startsWith(Prefix))
      .filter((bucket) => BucketRegion === undefined || bucket.region === BucketRegion)
      .filter((bucket) => bucket.name > ContinuationToken)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const page = own.slice(0, MaxBuckets);
    return {
      Buckets: page.map(({ name, createdAtMs, region }) => ({
        Name: name,
        CreationDate: new Date(createdAtMs),
        BucketRegion: region,
      })),
      Owner: { ID: canonicalUserId(account) },
      ...(page.length < own.length ? { ContinuationToken: page.at(-1)?.name } : {}),
    };
  },
});

export const deleteBucket = operation<Received<DeleteBucketRequest>, void>({
  limits: 'Unfinished uploads do not keep a bucket.',
  access: (input, context) => [bucketAccess('s3:DeleteBucket', getBucket(input, context))],
  run(input, { state }) {
    if (objectsIn(state, input.Bucket).size > 0) throw errors.bucketNotEmpty(input.Bucket);
    // Unfinished uploads go with it. Assumed; not confirmed against AWS.
    const unused = [...uploadsIn(state, input.Bucket).values()].flatMap((upload) =>
      dropUpload(state, input.Bucket, upload),
    );
    bucketsIn(state).delete(input.Bucket);
    return dropUnused(state, unused);
  },
});
