import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { dropUnused, releaseBlob, shareBlob } from './blobs.ts';
import { existingObjectAccess, findObject, getBucket, getObject, type ObjectInput, objectAccess } from './find.ts';
import { checkKey, objectHeaders, wholeSecond } from './put-object.ts';
import { invalidArgument, invalidRequest } from './s3-errors.ts';
import { objectsIn, type StoredObject, type Tags } from './tables.ts';
import { checkTagLimits, fromTaggingHeader, requestTagKeys } from './tags.ts';

type CopyInput = Received<CopyObjectRequest>;

export const copyObject = operation<CopyInput, CopyObjectOutput>({
  access(input, context) {
    const source = sourceOf(input);
    const tags = tagsOf(input, findObject(source, context));
    const tagged = Object.keys(tags).length > 0;
    const copiesTags = tagged && input.TaggingDirective !== 'REPLACE';
    const target = (action: string) => objectAccess(action, getBucket(input, context), input.Key, requestTagKeys(tags));
    return [
      ...existingObjectAccess('s3:GetObject', source, context),
      ...(copiesTags ? existingObjectAccess('s3:GetObjectTagging', source, context) : []),
      target('s3:PutObject'),
      ...(tagged ? [target('s3:PutObjectTagging')] : []),
    ];
  },
  run(input, context) {
    const { state, now } = context;
    const source = sourceOf(input);
    const original = getObject(source, context);
    checkKey(input.Key);
    checkChange(input, source);
    const tags = tagsOf(input, original);
    checkTagLimits(tags, 'object');
    const replaced = findObject(input, context);
    const copy = { ...original, ...replacements(input), key: input.Key, tags, lastModifiedMs: wholeSecond(now) };
    shareBlob(state, copy.blobId);
    objectsIn(state, input.Bucket).put(input.Key, copy);
    if (replaced) releaseBlob(state, replaced.blobId);
    const output = {
      CopyObjectResult: { ETag: copy.etag, LastModified: new Date(copy.lastModifiedMs), ...copy.checksums },
    };
    return dropUnused(state, [replaced?.blobId]).then(() => output);
  },
});

/** x-amz-copy-source: `bucket/key`, percent-encoded, with or without a slash in front. Throws InvalidArgument. */
function sourceOf({ CopySource, ExpectedSourceBucketOwner }: CopyInput): ObjectInput {
  const match = /^\/?([^/]+)\/(.+?)(?:\?versionId=.*)?$/s.exec(CopySource);
  try {
    const [Bucket, Key] = [decodeURIComponent(match?.[1] ?? ''), decodeURIComponent(match?.[2] ?? '')];
    if (Bucket && Key) return { Bucket, Key, ExpectedBucketOwner: ExpectedSourceBucketOwner };
  } catch {
    // Broken escapes are as bad as no key.
  }
  throw invalidArgument(
    'Copy Source must mention the source bucket and key: /sourcebucket/sourcekey',
    'x-amz-copy-source',
    CopySource,
  );
}

function tagsOf({ TaggingDirective, Tagging }: CopyInput, original: StoredObject | undefined): Tags {
  return TaggingDirective === 'REPLACE' ? fromTaggingHeader(Tagging) : (original?.tags ?? {});
}

function replacements(input: CopyInput): Partial<StoredObject> {
  if (input.MetadataDirective !== 'REPLACE') return {};
  return { headers: objectHeaders(input), metadata: input.Metadata ?? {} };
}

function checkChange(input: CopyInput, source: ObjectInput): void {
  const same = source.Bucket === input.Bucket && source.Key === input.Key;
  if (!same || input.MetadataDirective === 'REPLACE' || input.TaggingDirective === 'REPLACE') return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
