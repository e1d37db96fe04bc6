import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { getObject, type ObjectInput } from './find.ts';
import { type Conditions, checkReadConditions } from './preconditions.ts';
import { invalidArgument, preconditionFailed } from './s3-errors.ts';
import type { StoredObject } from './tables.ts';

/** What CopyObject and UploadPartCopy say about the object to copy. */
export interface CopySourceInput {
  CopySource: string;
  ExpectedSourceBucketOwner?: string;
  CopySourceIfMatch?: string;
  CopySourceIfNoneMatch?: string;
  CopySourceIfModifiedSince?: Date;
  CopySourceIfUnmodifiedSince?: Date;
}

/** x-amz-copy-source: `bucket/key`, percent-encoded, with or without a slash in front. Throws InvalidArgument. */
export function copySourceOf({ CopySource, ExpectedSourceBucketOwner }: CopySourceInput): ObjectInput {
  const match = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.*))?$/s.exec(CopySource);
  try {
    const [Bucket, Key] = [decodeURIComponent(match?.[1] ?? ''), decodeURIComponent(match?.[2] ?? '')];
    const VersionId = match?.[3];
    if (Bucket && Key) return { Bucket, Key, VersionId, ExpectedBucketOwner: ExpectedSourceBucketOwner };
  } catch {
    // Broken escapes are as bad as no key.
  }
  throw invalidArgument(
    'Copy Source must mention the source bucket and key: /sourcebucket/sourcekey',
    'x-amz-copy-source',
    CopySource,
  );
}

/** Throws NoSuchKey, and PreconditionFailed where reading would have answered 304. API reference, CopyObject */
export function getCopySource(input: CopySourceInput, context: CallContext): StoredObject {
  const object = getObject(copySourceOf(input), context);
  const conditions: Conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  try {
    checkReadConditions(object, conditions);
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'NotModified')) throw error;
    const header = conditions.IfNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match';
    throw preconditionFailed(`x-amz-copy-source-${header}`);
  }
  return object;
}
