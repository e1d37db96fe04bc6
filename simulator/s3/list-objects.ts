import type {
  ChecksumAlgorithm,
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
} from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { type Access, type CallContext, operation } from '../wire/operation.ts';
import { percentEncode } from '../wire/percent-encoding.ts';
import { algorithmOf, type ChecksumMember } from './checksums.ts';
import { type BucketInput, bucketAccess, getBucket } from './find.ts';
import { keyEncoder } from './key-encoding.ts';
import { type ObjectPage, objectPage } from './object-page.ts';
import { canonicalUserId } from './owner.ts';
import { invalidArgument } from './s3-errors.ts';
import { objectsIn, type StoredObject } from './tables.ts';

const MAX_KEYS = 1000;
const LARGEST_INTEGER = 2_147_483_647;

export interface ListInput extends BucketInput {
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
  EncodingType?: string;
}

export const listObjectsV2 = operation<Received<ListObjectsV2Request>, ListObjectsV2Output>({
  access: listAccess,
  run(input, context) {
    const after = input.ContinuationToken === undefined ? input.StartAfter : fromToken(input.ContinuationToken);
    const page = pageOf(input, after, context);
    const owner = input.FetchOwner ? canonicalUserId(getBucket(input, context).account) : undefined;
    return {
      ...described(input, page, owner),
      KeyCount: page.objects.length + page.commonPrefixes.length,
      ContinuationToken: input.ContinuationToken,
      StartAfter: input.StartAfter === undefined ? undefined : keyEncoder(input.EncodingType)(input.StartAfter),
      ...(page.next === undefined ? {} : { NextContinuationToken: toToken(page.next) }),
    };
  },
});

export const listObjects = operation<Received<ListObjectsRequest>, ListObjectsOutput>({
  access: listAccess,
  run(input, context) {
    const page = pageOf(input, input.Marker, context);
    const encode = keyEncoder(input.EncodingType);
    return {
      ...described(input, page, canonicalUserId(getBucket(input, context).account)),
      Marker: encode(input.Marker ?? ''),
      // Without a delimiter the client takes the last key. API reference, ListObjects
      ...(page.next !== undefined && input.Delimiter ? { NextMarker: encode(page.next) } : {}),
    };
  },
});

function listAccess(input: ListInput, context: CallContext): Access[] {
  return [bucketAccess('s3:ListBucket', getBucket(input, context))];
}

export function pageOf(input: ListInput, after: string | undefined, { state }: CallContext): ObjectPage {
  const { Prefix = '', Delimiter = '', MaxKeys = MAX_KEYS } = input;
  if (!(MaxKeys >= 0 && MaxKeys <= LARGEST_INTEGER)) {
    const message = `Argument maxKeys must be an integer between 0 and ${LARGEST_INTEGER}`;
    throw invalidArgument(message, 'maxKeys', String(MaxKeys));
  }
  const request = { prefix: Prefix, delimiter: Delimiter, after: after ?? '', maxKeys: Math.min(MaxKeys, MAX_KEYS) };
  return objectPage(objectsIn(state, input.Bucket).values(), request);
}

/** What all listings answer. With an owner if it was asked for. */
export function described(input: ListInput, page: ObjectPage, owner: string | undefined) {
  const encode = keyEncoder(input.EncodingType);
  return {
    Name: input.Bucket,
    Prefix: encode(input.Prefix ?? ''),
    Delimiter: input.Delimiter === undefined ? undefined : encode(input.Delimiter),
    MaxKeys: Math.min(input.MaxKeys ?? MAX_KEYS, MAX_KEYS),
    EncodingType: input.EncodingType as 'url' | undefined,
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map((object) => describeObject(object, encode, owner)),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
}

function describeObject(object: StoredObject, encode: (text: string) => string, owner: string | undefined) {
  return {
    Key: encode(object.key),
    LastModified: new Date(object.lastModifiedMs),
    ETag: object.etag,
    Size: object.size,
    ...describeAlgorithms(object),
    StorageClass: (object.storageClass ?? 'STANDARD') as 'STANDARD',
    ...(owner === undefined ? {} : { Owner: { ID: owner } }),
  };
}

/** Which checksums an object has, without their values. API reference, Object */
function describeAlgorithms({ checksums, checksumType = 'FULL_OBJECT' }: StoredObject) {
  const algorithms = Object.keys(checksums).map((member) => algorithmOf(member as ChecksumMember) as ChecksumAlgorithm);
  return algorithms.length > 0 ? { ChecksumAlgorithm: algorithms, ChecksumType: checksumType } : {};
}

const toToken = (key: string) => btoa(percentEncode(`after:${key}`));

function fromToken(token: string): string {
  const key = keyIn(token);
  if (key !== undefined) return key;
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}

/** Undefined for a token that was never given. */
function keyIn(token: string): string | undefined {
  try {
    return /^after:(.+)$/s.exec(decodeURIComponent(atob(token)))?.[1];
  } catch {
    return undefined;
  }
}
