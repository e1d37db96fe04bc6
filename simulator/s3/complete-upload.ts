import type { CompletedPart, CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Received } from '../iam/received.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { percentEncode } from '../wire/percent-encoding.ts';
import { dropUnused, readBlob, releaseBytes } from './blobs.ts';
import { algorithmOf, CHECKSUM_MEMBERS, type ChecksumMember } from './checksums.ts';
import { findObject, getBucket, objectAccess } from './find.ts';
import { checkWriteConditions } from './preconditions.ts';
import { describeChecksums, ENCRYPTED, wholeSecond } from './put-object.ts';
import * as errors from './s3-errors.ts';
import { objectsIn, partsIn, type StoredObject, type StoredPart, type Upload } from './tables.ts';
import { joinedChecksum } from './upload-checksums.ts';
import { dropUpload, getUpload } from './uploads.ts';

type CompleteInput = Received<CompleteMultipartUploadRequest>;

// Of all parts but the last.
const MIN_PART_BYTES = 5 * 1024 * 1024;

export const completeMultipartUpload = operation<CompleteInput, CompleteMultipartUploadOutput>({
  limits: 'Completing twice is an error.',
  access: (input, context) => [objectAccess('s3:PutObject', getBucket(input, context), input.Key)],
  run(input, context) {
    const { state } = context;
    const upload = getUpload(input, context);
    const parts = chosenParts(input, upload, context);
    const replaced = findObject(input, context);
    checkWriteConditions(replaced, input);
    const object = objectOf(input, upload, parts, context);
    const left = leaveParts(parts, input, upload, context);
    objectsIn(state, input.Bucket).put(input.Key, object);
    const unused = [...left, ...releaseBytes(state, replaced)];
    const { Bucket, Key } = input;
    const Location = `https://${Bucket}.s3.${getBucket(input, context).region}.amazonaws.com/${percentEncode(Key)}`;
    const output = { Location, Bucket, Key, ETag: object.etag, ...ENCRYPTED, ...describeChecksums(object) };
    return dropUnused(state, unused).then(() => output);
  },
});

/** The parts that the client wants, in its order. Throws MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall. */
function chosenParts(input: CompleteInput, upload: Upload, { state }: CallContext): StoredPart[] {
  const wanted = input.MultipartUpload?.Parts ?? [];
  if (wanted.length === 0) throw errors.malformedXml();
  const numbers = wanted.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => number <= (numbers[index - 1] ?? 0))) throw errors.invalidPartOrder(upload.id);
  const parts = wanted.map((part) => chosenPart(part, upload, partsIn(state, upload.id).get(String(part.PartNumber))));
  const small = parts.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (!small) return parts;
  const { size, number, etag } = small;
  throw errors.entityTooSmall({
    ProposedSize: size,
    MinSizeAllowed: MIN_PART_BYTES,
    PartNumber: number,
    ETag: bare(etag),
  });
}

function chosenPart(wanted: CompletedPart, upload: Upload, part: StoredPart | undefined): StoredPart {
  const { PartNumber = 0, ETag = '' } = wanted;
  const given = CHECKSUM_MEMBERS.filter((member) => wanted[member] !== undefined);
  const fits = (member: ChecksumMember) =>
    part?.checksums[member] === undefined || part.checksums[member] === wanted[member];
  if (!part || bare(part.etag) !== bare(ETag) || !given.every(fits)) {
    throw errors.invalidPart(upload.id, PartNumber, ETag);
  }
  if (
    upload.checksumType === 'COMPOSITE' &&
    !given.some((member) => algorithmOf(member) === upload.checksumAlgorithm)
  ) {
    const algorithm = upload.checksumAlgorithm?.toLowerCase();
    throw errors.invalidRequest(
      `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${PartNumber} in the request.`,
    );
  }
  return part;
}

function objectOf(
  input: CompleteInput,
  upload: Upload,
  parts: StoredPart[],
  { state, now }: CallContext,
): StoredObject {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== size) {
    throw errors.invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${size}`,
    );
  }
  function* pieces() {
    for (const { blobId } of parts) yield readBlob(state, blobId);
  }
  const { key, headers, metadata, tags, expiresMs, storageClass } = upload;
  const checksum = joinedChecksum({ upload, parts, pieces, expected: input });
  return {
    key,
    parts,
    size,
    etag: etagOfParts(parts),
    lastModifiedMs: wholeSecond(now),
    headers,
    metadata,
    tags,
    expiresMs,
    storageClass,
    ...checksum,
  };
}

/** The MD5 of the parts' MD5s, and their number. */
function etagOfParts(parts: readonly StoredPart[]): string {
  const whole = md5.create();
  for (const { etag } of parts) whole.update(hexToBytes(bare(etag)));
  return `"${bytesToHex(whole.digest())}-${parts.length}"`;
}

/** Ends the upload: its parts become the object's, but for those that were not chosen. */
function leaveParts(
  parts: readonly StoredPart[],
  input: CompleteInput,
  upload: Upload,
  { state }: CallContext,
): string[] {
  for (const { number } of parts) partsIn(state, upload.id).delete(String(number));
  return dropUpload(state, input.Bucket, upload);
}

const bare = (etag: string) => etag.replace(/^"|"$/g, '');
