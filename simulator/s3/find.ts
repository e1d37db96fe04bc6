import type { Access, CallContext } from '../wire/operation.ts';
import { policyInForce } from './public-policy.ts';
import { accessDenied, invalidVersion, noSuchBucket, noSuchKey } from './s3-errors.ts';
import { type Bucket, bucketsIn, objectsIn, type StoredObject, type Tags } from './tables.ts';

export interface BucketInput {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

export interface ObjectInput extends BucketInput {
  Key: string;
  VersionId?: string;
}

/** A limit of operations on objects. */
export const NO_VERSIONS = 'No versions but the one called null.';

/** Throws NoSuchBucket, or AccessDenied if the client expected another owner. */
export function getBucket({ Bucket, ExpectedBucketOwner }: BucketInput, { state }: CallContext): Bucket {
  const bucket = bucketsIn(state).get(Bucket);
  if (!bucket) throw noSuchBucket(Bucket);
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== bucket.account) throw accessDenied();
  return bucket;
}

/** Throws InvalidArgument for a version: without versioning, every object is the one called null. */
export function findObject({ Bucket, Key, VersionId }: ObjectInput, { state }: CallContext): StoredObject | undefined {
  if (VersionId !== undefined && VersionId !== 'null') throw invalidVersion(VersionId);
  return objectsIn(state, Bucket).get(Key);
}

/** Throws NoSuchKey. */
export function getObject(input: ObjectInput, context: CallContext): StoredObject {
  const object = findObject(input, context);
  if (!object) throw noSuchKey(input.Key);
  return object;
}

type Conditions = NonNullable<Access['context']>;

/** A permission on the bucket itself. */
export function bucketAccess(action: string, bucket: Bucket, context: Conditions = {}): Access {
  return accessIn(bucket, action, `arn:aws:s3:::${bucket.name}`, context);
}

/** A permission on one object. */
export function objectAccess(action: string, bucket: Bucket, key: string, context: Conditions = {}): Access {
  return accessIn(bucket, action, `arn:aws:s3:::${bucket.name}/${key}`, context);
}

/** A permission on the object, or the version of it, that the input names: to a version, actions have other names. */
export function namedObjectAccess(action: string, bucket: Bucket, input: ObjectInput, context?: Conditions): Access {
  const { Key, VersionId } = input;
  if (VersionId === undefined) return objectAccess(action, bucket, Key, context);
  // s3:GetObjectVersion, s3:GetObjectVersionTagging, s3:DeleteObjectVersion …
  const versionAction = action.replace('Object', 'ObjectVersion');
  return objectAccess(versionAction, bucket, Key, { ...context, 's3:versionid': VersionId });
}

function accessIn(bucket: Bucket, action: string, resource: string, context: Conditions): Access {
  const { account: resourceAccount } = bucket;
  const access: Access = { action, resource, context, resourcePolicy: policyInForce(bucket), resourceAccount };
  return bucket.abac === 'Enabled' ? withBucketTags(access, bucket.tags ?? {}) : access;
}

/** The bucket's tags as condition keys, under both names, of the bucket and of its objects. facts F.3 */
function withBucketTags(access: Access, tags: Tags): Access {
  const keys = Object.entries(tags).map(([key, value]) => [`s3:BucketTag/${key}`, value]);
  return { ...access, resourceTags: tags, context: { ...access.context, ...Object.fromEntries(keys) } };
}

/**
 * A permission on an object that should be there. Its tags are condition keys; if it is not there, only those who may list
 * the bucket learn so. facts F.3
 */
export function existingObjectAccess(action: string, input: ObjectInput, context: CallContext): Access[] {
  const bucket = getBucket(input, context);
  const object = findObject(input, context);
  const access = namedObjectAccess(action, bucket, input, existingTagKeys(object));
  return object ? [access] : [access, bucketAccess('s3:ListBucket', bucket)];
}

function existingTagKeys(object: StoredObject | undefined): Conditions {
  const keys: Conditions = {};
  for (const [key, value] of Object.entries(object?.tags ?? {})) keys[`s3:ExistingObjectTag/${key}`] = value;
  return keys;
}
