import type {
  UploadPartCopyOutput,
  UploadPartCopyRequest,
  UploadPartOutput,
  UploadPartRequest,
} from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { dropUnused, keepBlob, readBytes, releaseBlob } from './blobs.ts';
import { byteRange } from './byte-range.ts';
import { type ChecksumMember, type Checksums, checkedChecksums, checkMd5, checksumOf, etagOf } from './checksums.ts';
import { copySourceOf, getCopySource } from './copy-source.ts';
import { existingObjectAccess, getBucket, objectAccess } from './find.ts';
import { ENCRYPTED, wholeSecond } from './put-object.ts';
import { invalidArgument } from './s3-errors.ts';
import { partsIn, type StoredPart, type Upload } from './tables.ts';
import { checkPartChecksums } from './upload-checksums.ts';
import { getUpload } from './uploads.ts';

type PartInput = Omit<Received<UploadPartRequest>, 'Body'> & { Body?: Uint8Array };

const MAX_PARTS = 10_000;

export const uploadPart = operation<PartInput, UploadPartOutput>({
  limits: 'A checksum that the upload did not announce is kept.',
  access: (input, context) => [objectAccess('s3:PutObject', getBucket(input, context), input.Key)],
  run(input, context) {
    checkPartNumber(input.PartNumber);
    const upload = getUpload(input, context);
    const bytes = input.Body ?? new Uint8Array();
    checkMd5(bytes, input.ContentMD5);
    const checksums = checkedChecksums(bytes, input);
    checkPartChecksums(checksums, upload);
    const { part, unused } = keepPart({ number: input.PartNumber, bytes, checksums, upload, context });
    return dropUnused(context.state, unused).then(() => ({ ETag: part.etag, ...ENCRYPTED, ...checksums }));
  },
});

export const uploadPartCopy = operation<Received<UploadPartCopyRequest>, UploadPartCopyOutput>({
  access: (input, context) => [
    ...existingObjectAccess('s3:GetObject', copySourceOf(input), context),
    objectAccess('s3:PutObject', getBucket(input, context), input.Key),
  ],
  run(input, context) {
    checkPartNumber(input.PartNumber);
    const upload = getUpload(input, context);
    const source = getCopySource(input, context);
    const bytes = readBytes(context.state, source, copyRange(input.CopySourceRange, source.size));
    const checksums = ownChecksum(bytes, upload);
    const { part, unused } = keepPart({ number: input.PartNumber, bytes, checksums, upload, context });
    const CopyPartResult = { ETag: part.etag, LastModified: new Date(part.lastModifiedMs), ...checksums };
    return dropUnused(context.state, unused).then(() => ({ CopyPartResult, ...ENCRYPTED }));
  },
});

/** Replaces the part of that number, if there was one. */
function keepPart(options: {
  number: number;
  bytes: Uint8Array;
  checksums: Checksums;
  upload: Upload;
  context: CallContext;
}): { part: StoredPart; unused: string[] } {
  const { number, bytes, checksums, upload, context } = options;
  const parts = partsIn(context.state, upload.id);
  const replaced = parts.get(String(number));
  const part: StoredPart = {
    number,
    blobId: keepBlob(context.state, bytes),
    size: bytes.length,
    etag: etagOf(bytes),
    lastModifiedMs: wholeSecond(context.now),
    checksums,
  };
  parts.put(String(number), part);
  if (replaced) releaseBlob(context.state, replaced.blobId);
  return { part, unused: replaced ? [replaced.blobId] : [] };
}

/** A copied part comes without a checksum: S3 calculates the one that the upload announced. */
function ownChecksum(bytes: Uint8Array, { checksumAlgorithm }: Upload): Checksums {
  if (!checksumAlgorithm) return {};
  const member = `Checksum${checksumAlgorithm}` as ChecksumMember;
  return { [member]: checksumOf(member, [bytes]) };
}

/** Unlike Range, it must be whole and lie within the source. API reference, UploadPartCopy */
function copyRange(header: string | undefined, size: number) {
  if (header === undefined) return undefined;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  if (first === undefined) {
    const message =
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
    throw invalidArgument(message, 'x-amz-copy-source-range', header);
  }
  if (Number(first) > Number(last) || Number(last) >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      'x-amz-copy-source-range',
      header,
    );
  }
  return byteRange(header, size);
}

function checkPartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= MAX_PARTS) return;
  const message = `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`;
  throw invalidArgument(message, 'partNumber', String(number));
}
