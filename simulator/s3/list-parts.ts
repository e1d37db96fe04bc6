import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { getBucket, objectAccess } from './find.ts';
import { canonicalUserId } from './owner.ts';
import { invalidArgument } from './s3-errors.ts';
import { partsIn, type StoredPart } from './tables.ts';
import { getUpload } from './uploads.ts';

const MAX_PARTS = 1000;

export const listParts = operation<Received<ListPartsRequest>, ListPartsOutput>({
  access: (input, context) => [objectAccess('s3:ListMultipartUploadParts', getBucket(input, context), input.Key)],
  run(input, context) {
    const upload = getUpload(input, context);
    const marker = markerOf(input.PartNumberMarker);
    const limit = Math.min(input.MaxParts ?? MAX_PARTS, MAX_PARTS);
    const left = [...partsIn(context.state, upload.id).values()]
      .filter(({ number }) => number > marker)
      .sort((one, other) => one.number - other.number);
    const page = left.slice(0, limit);
    return {
      Bucket: input.Bucket,
      Key: input.Key,
      UploadId: upload.id,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: limit,
      IsTruncated: page.length < left.length,
      Parts: page.map(describePart),
      Initiator: upload.initiator,
      Owner: { ID: canonicalUserId(getBucket(input, context).account) },
      StorageClass: (upload.storageClass ?? 'STANDARD') as 'STANDARD',
      ChecksumAlgorithm: upload.checksumAlgorithm as ListPartsOutput['ChecksumAlgorithm'],
      ChecksumType: upload.checksumType,
    };
  },
});

export function describePart({ number, size, etag, lastModifiedMs, checksums }: StoredPart) {
  return { PartNumber: number, LastModified: new Date(lastModifiedMs), ETag: etag, Size: size, ...checksums };
}

function markerOf(text = '0'): number {
  if (!/^\d{1,10}$/.test(text))
    throw invalidArgument(
      'Provided part-number-marker not an integer or within integer range',
      'part-number-marker',
      text,
    );
  return Number(text);
}
