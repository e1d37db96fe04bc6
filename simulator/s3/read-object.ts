import type { GetObjectOutput, GetObjectRequest, HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { piecesOf, readBytes } from './blobs.ts';
import { type ByteRange, byteRange } from './byte-range.ts';
import { existingObjectAccess, getObject, NO_VERSIONS } from './find.ts';
import { checkReadConditions } from './preconditions.ts';
import { describeChecksums, ENCRYPTED } from './put-object.ts';
import { invalidArgument, invalidPartNumber, invalidRequest } from './s3-errors.ts';
import type { ObjectHeaders, StoredObject } from './tables.ts';

type ReadInput = Received<GetObjectRequest>;
type GetOutput = Omit<GetObjectOutput, 'Body'> & { Body: Uint8Array };

export const readObject = operation<ReadInput, GetOutput>({
  limits: NO_VERSIONS,
  access: (input, context) => existingObjectAccess('s3:GetObject', input, context),
  run(input, context) {
    const object = getObject(input, context);
    checkReadConditions(object, input);
    const range = requestedRange(object, input);
    return { ...describe(object, range, input), Body: readBytes(context.state, object, range) };
  },
});

export const headObject = operation<Received<HeadObjectRequest>, HeadObjectOutput>({
  limits: NO_VERSIONS,
  // There is no s3:HeadObject.
  access: (input, context) => existingObjectAccess('s3:GetObject', input, context),
  run(input, context) {
    const object = getObject(input, context);
    checkReadConditions(object, input);
    return describe(object, requestedRange(object, input), input);
  },
});

/** Throws InvalidRange, InvalidPartNumber, or InvalidRequest if the request has both. */
function requestedRange(object: StoredObject, { Range, PartNumber }: Wishes): ByteRange | undefined {
  if (PartNumber === undefined) return byteRange(Range, object.size);
  if (Range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  const pieces = piecesOf(object);
  const piece = pieces[PartNumber - 1];
  if (!piece) throw invalidPartNumber(PartNumber, pieces.length);
  const start = pieces.slice(0, PartNumber - 1).reduce((sum, { size }) => sum + size, 0);
  // Nothing of an empty object can be named in a Content-Range.
  return object.size === 0 ? undefined : { start, end: start + piece.size };
}

type Wishes = Pick<ReadInput, 'ChecksumMode' | 'Range' | 'PartNumber' | 'ResponseExpires'> & {
  [Header in keyof ObjectHeaders as `Response${Header}`]?: string;
};

function describe(object: StoredObject, range: ByteRange | undefined, input: Wishes) {
  const tagCount = Object.keys(object.tags).length;
  // A range has no checksum of its own.
  const hasChecksum = input.ChecksumMode === 'ENABLED' && !range;
  return {
    AcceptRanges: 'bytes',
    ContentLength: range ? range.end - range.start : object.size,
    ...(range ? { ContentRange: `bytes ${range.start}-${range.end - 1}/${object.size}` } : {}),
    ETag: object.etag,
    ...ENCRYPTED,
    LastModified: new Date(object.lastModifiedMs),
    Metadata: object.metadata,
    StorageClass: object.storageClass as GetObjectOutput['StorageClass'],
    Expires: input.ResponseExpires ?? (object.expiresMs === undefined ? undefined : new Date(object.expiresMs)),
    ...(tagCount > 0 ? { TagCount: tagCount } : {}),
    ...(input.PartNumber !== undefined && object.parts ? { PartsCount: object.parts.length } : {}),
    ...(hasChecksum ? describeChecksums(object) : {}),
    ...object.headers,
    ...overrides(input),
  };
}

/** `?response-content-type=…` and the like: links that say how the browser shall treat the object. */
function overrides(input: Wishes): ObjectHeaders {
  const wanted = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
  };
  const given = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined);
  for (const [name, value] of given) {
    // A line break from the query would become a header of its own.
    if (!/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) throw invalidArgument(`${name} is not valid`, name, value);
  }
  return Object.fromEntries(given);
}
