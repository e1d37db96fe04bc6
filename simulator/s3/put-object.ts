import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { dropUnused, keepBlob, releaseBytes } from './blobs.ts';
import { checkedChecksums, checkMd5, etagOf, orDefaultChecksum } from './checksums.ts';
import { findObject, getBucket, objectAccess } from './find.ts';
import { checkWriteConditions } from './preconditions.ts';
import { keyTooLong } from './s3-errors.ts';
import { type ObjectHeaders, objectsIn, type StoredObject } from './tables.ts';
import { checkTagLimits, fromTaggingHeader, requestTagKeys } from './tags.ts';

export type PutObjectInput = Omit<Received<PutObjectRequest>, 'Body'> & { Body?: Uint8Array };

/** S3 encrypts every object, and says so, since January 2023. User guide, "Default encryption" */
export const ENCRYPTED = { ServerSideEncryption: 'AES256' } as const;

const MAX_KEY_BYTES = 1024;

export const putObject = operation<PutObjectInput, PutObjectOutput>({
  access(input, context) {
    const bucket = getBucket(input, context);
    const keys = requestTagKeys(fromTaggingHeader(input.Tagging));
    const actions = input.Tagging ? ['s3:PutObject', 's3:PutObjectTagging'] : ['s3:PutObject'];
    return actions.map((action) => objectAccess(action, bucket, input.Key, keys));
  },
  run(input, context) {
    const { state, now } = context;
    const bytes = input.Body ?? new Uint8Array();
    checkKey(input.Key);
    checkMd5(bytes, input.ContentMD5);
    const checksums = orDefaultChecksum(bytes, checkedChecksums(bytes, input));
    const tags = fromTaggingHeader(input.Tagging);
    checkTagLimits(tags, 'object');
    const replaced = findObject(input, context);
    checkWriteConditions(replaced, input);
    const object: StoredObject = {
      key: input.Key,
      blobId: keepBlob(state, bytes),
      size: bytes.length,
      etag: etagOf(bytes),
      lastModifiedMs: wholeSecond(now),
      headers: objectHeaders(input),
      metadata: input.Metadata ?? {},
      tags,
      checksums,
    };
    objectsIn(state, input.Bucket).put(input.Key, object);
    const unused = releaseBytes(state, replaced);
    return dropUnused(state, unused).then(() => ({ ETag: object.etag, ...ENCRYPTED, ...describeChecksums(object) }));
  },
});

/** S3 keeps no fractions, and HTTP dates, which conditions compare, have none. */
export const wholeSecond = (ms: number) => Math.floor(ms / 1000) * 1000;

/** Throws KeyTooLongError. Any other text is a key: keys are no paths, `../x` is as good as any. */
export function checkKey(key: string): void {
  const size = new TextEncoder().encode(key).length;
  if (size > MAX_KEY_BYTES) throw keyTooLong(size);
}

export function objectHeaders(input: ObjectHeaders): ObjectHeaders {
  const headers: ObjectHeaders = {
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: input.ContentEncoding,
    ContentLanguage: input.ContentLanguage,
    ContentType: input.ContentType ?? 'binary/octet-stream',
  };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

/** An object's checksums as answers have them. */
export function describeChecksums({ checksums, checksumType = 'FULL_OBJECT' }: Partial<StoredObject>) {
  return checksums && Object.keys(checksums).length > 0 ? { ...checksums, ChecksumType: checksumType } : {};
}
