import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { existingObjectAccess, getObject, NO_VERSIONS } from './find.ts';
import { describeChecksums } from './put-object.ts';
import { invalidArgument } from './s3-errors.ts';
import type { StoredObject } from './tables.ts';

type AttributesInput = Received<GetObjectAttributesRequest>;

const MAX_PARTS = 1000;
const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

export const getObjectAttributes = operation<AttributesInput, GetObjectAttributesOutput>({
  limits: NO_VERSIONS,
  // It takes both. API reference, GetObjectAttributes, "Permissions"
  access: (input, context) =>
    ['s3:GetObject', 's3:GetObjectAttributes'].flatMap((action) => existingObjectAccess(action, input, context)),
  run(input, context) {
    const object = getObject(input, context);
    const unknown = input.ObjectAttributes.find((attribute) => !ATTRIBUTES.includes(attribute));
    if (unknown !== undefined) {
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown);
    }
    const all: GetObjectAttributesOutput = {
      // Here alone it has no quotes.
      ETag: object.etag.replaceAll('"', ''),
      Checksum: describeChecksums(object),
      ObjectParts: describeParts(object, input),
      StorageClass: (object.storageClass ?? 'STANDARD') as 'STANDARD',
      ObjectSize: object.size,
    };
    const asked = Object.entries(all).filter(([name]) =>
      input.ObjectAttributes.some((attribute) => attribute === name),
    );
    return { LastModified: new Date(object.lastModifiedMs), ...Object.fromEntries(asked) };
  },
});

/** Parts are listed one by one only where each has a checksum that counts. API reference, ObjectParts */
function describeParts({ parts, checksumType }: StoredObject, { MaxParts, PartNumberMarker }: AttributesInput) {
  if (!parts) return undefined;
  if (checksumType !== 'COMPOSITE') return { TotalPartsCount: parts.length };
  const marker = Number(PartNumberMarker ?? 0);
  const limit = Math.min(MaxParts ?? MAX_PARTS, MAX_PARTS);
  const left = parts.filter(({ number }) => number > marker);
  const page = left.slice(0, limit);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: page.length < left.length,
    Parts: page.map(({ number, size, checksums }) => ({ PartNumber: number, Size: size, ...checksums })),
  };
}
