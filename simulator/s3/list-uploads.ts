import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket } from './find.ts';
import { keyEncoder } from './key-encoding.ts';
import { compareKeys } from './key-order.ts';
import { commonPrefix } from './object-page.ts';
import { canonicalUserId } from './owner.ts';
import { type Upload, uploadsIn } from './tables.ts';

type ListInput = Received<ListMultipartUploadsRequest>;

const MAX_UPLOADS = 1000;

export const listMultipartUploads = operation<ListInput, ListMultipartUploadsOutput>({
  access: (input, context) => [bucketAccess('s3:ListBucketMultipartUploads', getBucket(input, context))],
  run(input, context) {
    const bucket = getBucket(input, context);
    const encode = keyEncoder(input.EncodingType);
    const limit = Math.min(input.MaxUploads ?? MAX_UPLOADS, MAX_UPLOADS);
    const { uploads, prefixes, more } = pageOf([...uploadsIn(context.state, bucket.name).values()], input, limit);
    const last = uploads.at(-1);
    return {
      Bucket: bucket.name,
      KeyMarker: encode(input.KeyMarker ?? ''),
      UploadIdMarker: input.UploadIdMarker ?? '',
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: input.Delimiter === undefined ? undefined : encode(input.Delimiter),
      EncodingType: input.EncodingType,
      MaxUploads: limit,
      IsTruncated: more,
      ...(more ? { NextKeyMarker: encode(lastKey(uploads, prefixes)), NextUploadIdMarker: last?.id ?? '' } : {}),
      Uploads: uploads.map((upload) => describeUpload(upload, encode, bucket.account)),
      CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    };
  },
});

/** By key, uploads of one key by their start. API reference, ListMultipartUploads */
function pageOf(all: Upload[], input: ListInput, limit: number) {
  const { Prefix = '', Delimiter = '' } = input;
  const uploads: Upload[] = [];
  const prefixes: string[] = [];
  for (const upload of afterMarkers(all.sort(byKeyAndStart), input)) {
    if (!upload.key.startsWith(Prefix)) continue;
    const common = commonPrefix(upload.key, Prefix, Delimiter);
    if (common !== undefined && (prefixes.at(-1) === common || input.KeyMarker?.startsWith(common))) continue;
    if (uploads.length + prefixes.length === limit) return { uploads, prefixes, more: limit > 0 };
    if (common === undefined) uploads.push(upload);
    else prefixes.push(common);
  }
  return { uploads, prefixes, more: false };
}

/** An upload id marker only counts together with a key marker: then uploads of that key may follow still. */
function afterMarkers(sorted: Upload[], { KeyMarker = '', UploadIdMarker }: ListInput): Upload[] {
  if (KeyMarker === '') return sorted;
  const at = sorted.findIndex(({ key, id }) => key === KeyMarker && id === UploadIdMarker);
  return at < 0 ? sorted.filter(({ key }) => compareKeys(key, KeyMarker) > 0) : sorted.slice(at + 1);
}

function lastKey(uploads: Upload[], prefixes: string[]): string {
  const [key, prefix] = [uploads.at(-1)?.key ?? '', prefixes.at(-1) ?? ''];
  return compareKeys(key, prefix) > 0 ? key : prefix;
}

function describeUpload(upload: Upload, encode: (text: string) => string, account: string) {
  return {
    UploadId: upload.id,
    Key: encode(upload.key),
    Initiated: new Date(upload.initiatedAtMs),
    Initiator: upload.initiator,
    Owner: { ID: canonicalUserId(account) },
    StorageClass: (upload.storageClass ?? 'STANDARD') as 'STANDARD',
    ChecksumAlgorithm: upload.checksumAlgorithm as 'CRC32' | undefined,
    ChecksumType: upload.checksumType,
  };
}

const byKeyAndStart = (one: Upload, other: Upload) =>
  compareKeys(one.key, other.key) || one.initiatedAtMs - other.initiatedAtMs;
