import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { dropUnused, keepBlob, releaseBytes } from './blobs.ts';
import { checkedChecksums, checkMd5, etagOf, orDefaultChecksum } from './checksums.ts';
import { findObject } from './find.ts';
import { checkWriteConditions } from './preconditions.ts';
import { objectsIn, type StoredObject } from './tables.ts';
import { fromTaggingHeader } from './tags.ts';
import { WRITE_LIMITS, writeAccess, writtenObject } from './written-object.ts';

export type PutObjectInput = Omit<Received<PutObjectRequest>, 'Body'> & { Body?: Uint8Array };

/** S3 encrypts every object, and says so, since January 2023. User guide, "Default encryption" */
export const ENCRYPTED = { ServerSideEncryption: 'AES256' } as const;

export const putObject = operation<PutObjectInput, PutObjectOutput>({
  limits: WRITE_LIMITS,
  access: (input, context) => writeAccess(input, fromTaggingHeader(input.Tagging), context),
  run(input, context) {
    const { state, now } = context;
    const bytes = input.Body ?? new Uint8Array();
    const written = writtenObject(input, fromTaggingHeader(input.Tagging), context);
    checkMd5(bytes, input.ContentMD5);
    const checksums = orDefaultChecksum(bytes, checkedChecksums(bytes, input));
    const replaced = findObject(input, context);
    checkWriteConditions(replaced, input);
    const object: StoredObject = {
      ...written,
      blobId: keepBlob(state, bytes),
      size: bytes.length,
      etag: etagOf(bytes),
      lastModifiedMs: wholeSecond(now),
      checksums,
    };
    objectsIn(state, input.Bucket).put(input.Key, object);
    const unused = releaseBytes(state, replaced);
    return dropUnused(state, unused).then(() => ({ ETag: object.etag, ...ENCRYPTED, ...describeChecksums(object) }));
  },
});

/** S3 keeps no fractions, and HTTP dates, which conditions compare, have none. */
export const wholeSecond = (ms: number) => Math.floor(ms / 1000) * 1000;

/** An object's checksums as answers have them. */
export function describeChecksums({ checksums, checksumType = 'FULL_OBJECT' }: Partial<StoredObject>) {
  return checksums && Object.keys(checksums).length > 0 ? { ...checksums, ChecksumType: checksumType } : {};
}
