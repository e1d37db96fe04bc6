import type { GetObjectOutput, GetObjectRequest, HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { readBlob } from './blobs.ts';
import { type ByteRange, byteRange } from './byte-range.ts';
import { existingObjectAccess, getObject } from './find.ts';
import { checkReadConditions } from './preconditions.ts';
import { checksumType } from './put-object.ts';
import { invalidArgument } from './s3-errors.ts';
import type { ObjectHeaders, StoredObject } from './tables.ts';

type ReadInput = Received<GetObjectRequest>;
type GetOutput = Omit<GetObjectOutput, 'Body'> & { Body: Uint8Array };

export const readObject = operation<ReadInput, GetOutput>({
  access: (input, context) => existingObjectAccess('s3:GetObject', input, context),
  run(input, context) {
    const object = getObject(input, context);
    checkReadConditions(object, input);
    const range = byteRange(input.Range, object.size);
    const bytes = readBlob(context.state, object.blobId);
    return { ...describe(object, range, input), Body: range ? bytes.subarray(range.start, range.end) : bytes };
  },
});

export const headObject = operation<Received<HeadObjectRequest>, HeadObjectOutput>({
  // There is no s3:HeadObject.
  access: (input, context) => existingObjectAccess('s3:GetObject', input, context),
  run(input, context) {
    const object = getObject(input, context);
    checkReadConditions(object, input);
    return describe(object, byteRange(input.Range, object.size), input);
  },
});

type Wishes = Pick<ReadInput, 'ChecksumMode'> & { [Header in keyof ObjectHeaders as `Response${Header}`]?: string };

function describe(object: StoredObject, range: ByteRange | undefined, input: Wishes) {
  const tagCount = Object.keys(object.tags).length;
  // A part has no checksum of its own.
  const checksums = input.ChecksumMode === 'ENABLED' && !range ? object.checksums : {};
  return {
    AcceptRanges: 'bytes',
    ContentLength: range ? range.end - range.start : object.size,
    ...(range ? { ContentRange: `bytes ${range.start}-${range.end - 1}/${object.size}` } : {}),
    ETag: object.etag,
    LastModified: new Date(object.lastModifiedMs),
    Metadata: object.metadata,
    ...(tagCount > 0 ? { TagCount: tagCount } : {}),
    ...checksums,
    ...checksumType(checksums),
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
