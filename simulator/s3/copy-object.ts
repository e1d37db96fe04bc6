import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import type { State } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { dropUnused, keepBlob, readBytes, releaseBytes, shareBlob } from './blobs.ts';
import { CHECKSUM_MEMBERS, checksumOf, etagOf, orDefaultChecksum } from './checksums.ts';
import { copySourceOf, getCopySource } from './copy-source.ts';
import { existingObjectAccess, findObject, getBucket, type ObjectInput, objectAccess } from './find.ts';
import { checkKey, describeChecksums, ENCRYPTED, objectHeaders, wholeSecond } from './put-object.ts';
import { invalidRequest } from './s3-errors.ts';
import { objectsIn, type StoredObject, type Tags } from './tables.ts';
import { checkTagLimits, fromTaggingHeader, requestTagKeys } from './tags.ts';

type CopyInput = Received<CopyObjectRequest>;

export const copyObject = operation<CopyInput, CopyObjectOutput>({
  access(input, context) {
    const source = copySourceOf(input);
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
    const original = getCopySource(input, context);
    checkKey(input.Key);
    checkChange(input, copySourceOf(input));
    const tags = tagsOf(input, original);
    checkTagLimits(tags, 'object');
    const replaced = findObject(input, context);
    const bytes = bytesInOnePiece(state, original);
    const described = { key: input.Key, tags, lastModifiedMs: wholeSecond(now), ...replacements(input) };
    const copy: StoredObject = { ...original, ...bytes, ...described };
    objectsIn(state, input.Bucket).put(input.Key, copy);
    const unused = releaseBytes(state, replaced);
    const LastModified = new Date(copy.lastModifiedMs);
    const output = { ...ENCRYPTED, CopyObjectResult: { ETag: copy.etag, LastModified, ...describeChecksums(copy) } };
    return dropUnused(state, unused).then(() => output);
  },
});

/** The copy of a multipart upload is no multipart object: it has an ETag and checksums of its own. API reference, CopyObject */
function bytesInOnePiece(state: State, original: StoredObject): Partial<StoredObject> {
  if (!original.parts) {
    shareBlob(state, original.blobId ?? '');
    return {};
  }
  const bytes = readBytes(state, original);
  const [member] = CHECKSUM_MEMBERS.filter((name) => original.checksums[name] !== undefined);
  const checksums = orDefaultChecksum(bytes, member ? { [member]: checksumOf(member, [bytes]) } : {});
  const whole = { parts: undefined, blobId: keepBlob(state, bytes), etag: etagOf(bytes) };
  return { ...whole, checksums, checksumType: undefined };
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
