import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket, NO_VERSIONS } from './find.ts';
import { keyEncoder } from './key-encoding.ts';
import { described, pageOf } from './list-objects.ts';
import { canonicalUserId } from './owner.ts';

/** What clients empty a bucket by: without versioning, it lists each object as its only version, null. */
export const listObjectVersions = operation<Received<ListObjectVersionsRequest>, ListObjectVersionsOutput>({
  limits: NO_VERSIONS,
  access: (input, context) => [bucketAccess('s3:ListBucketVersions', getBucket(input, context))],
  run(input, context) {
    const page = pageOf(input, input.KeyMarker, context);
    const encode = keyEncoder(input.EncodingType);
    const owner = canonicalUserId(getBucket(input, context).account);
    const { Contents, ...listing } = described(input, page, owner);
    return {
      ...listing,
      KeyMarker: encode(input.KeyMarker ?? ''),
      VersionIdMarker: input.VersionIdMarker ?? '',
      ...(page.next === undefined ? {} : { NextKeyMarker: encode(page.next), NextVersionIdMarker: 'null' }),
      Versions: Contents.map((object) => ({ ...object, VersionId: 'null', IsLatest: true })),
    };
  },
});
