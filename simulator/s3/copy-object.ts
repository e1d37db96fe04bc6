import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import type { State } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { dropUnused, keepBlob, readBytes, releaseBytes, shareBlob } from './blobs.ts';
import { CHECKSUM_MEMBERS, checksumOf, etagOf, orDefaultChecksum } from './checksums.ts';
import { copySourceOf, getCopySource } from './copy-source.ts';
import { existingObjectAccess, findObject, type ObjectInput } from './find.ts';
import { checkWriteConditions } from './preconditions.ts';
import { describeChecksums, ENCRYPTED, wholeSecond } from './put-object.ts';
import { invalidRequest } from './s3-errors.ts';
import { objectsIn, type StoredObject, type Tags, type WrittenObject } from './tables.ts';
import { fromTaggingHeader } from './tags.ts';
import { WRITE_LIMITS, writeAccess, writtenObject } from './written-object.ts';

type CopyInput = Received<CopyObjectRequest>;

export const copyObject = operation<CopyInput, CopyObjectOutput>({
  limits: WRITE_LIMITS,
  access(input, context) {
    const source = copySourceOf(input);
    const tags = tagsOf(input, findObject(source, context));
    const copiesTags = Object.keys(tags).length > 0 && input.TaggingDirective !== 'REPLACE';
    return [
      ...existingObjectAccess('s3:GetObject', source, context),
      ...(copiesTags ? existingObjectAccess('s3:GetObjectTagging', source, context) : []),
      ...writeAccess(input, tags, context),
    ];
  },
  run(input, context) {
    const { state, now } = context;
    const original = getCopySource(input, context);
    const written = writtenObject(input, tagsOf(input, original), context);
    checkChange(input, copySourceOf(input));
    const replaced = findObject(input, context);
    checkWriteConditions(replaced, input);
    const bytes = bytesInOnePiece(state, original);
    const copy: StoredObject = {
      ...original,
      ...bytes,
      ...described(input, written),
      lastModifiedMs: wholeSecond(now),
    };
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

/** Tags and storage class are those of the request, whatever becomes of the metadata. */
function described({ MetadataDirective }: CopyInput, written: WrittenObject): Partial<StoredObject> {
  if (MetadataDirective === 'REPLACE') return { expiresMs: undefined, storageClass: undefined, ...written };
  const { key, tags, storageClass } = written;
  return { key, tags, storageClass };
}

function checkChange(input: CopyInput, source: ObjectInput): void {
  const same = source.Bucket === input.Bucket && source.Key === input.Key;
  if (!same || changes(input)) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

const changes = ({ MetadataDirective, TaggingDirective, StorageClass, ServerSideEncryption }: CopyInput) =>
  MetadataDirective === 'REPLACE' ||
  TaggingDirective === 'REPLACE' ||
  (StorageClass ?? ServerSideEncryption) !== undefined;
