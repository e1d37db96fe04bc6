import type {
  AbortMultipartUploadOutput,
  AbortMultipartUploadRequest,
  CreateMultipartUploadOutput,
  CreateMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import type { State } from '../state/state.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { dropUnused, releaseBlob } from './blobs.ts';
import { getBucket, type ObjectInput, objectAccess } from './find.ts';
import { initiatorOf } from './owner.ts';
import { ENCRYPTED } from './put-object.ts';
import { noSuchUpload } from './s3-errors.ts';
import { partsIn, type Upload, uploadsIn } from './tables.ts';
import { fromTaggingHeader } from './tags.ts';
import { announcedChecksum } from './upload-checksums.ts';
import { WRITE_LIMITS, writeAccess, writtenObject } from './written-object.ts';

const UPLOAD_ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

export const createMultipartUpload = operation<Received<CreateMultipartUploadRequest>, CreateMultipartUploadOutput>({
  limits: `${WRITE_LIMITS} Uploads never expire.`,
  access: (input, context) => writeAccess(input, fromTaggingHeader(input.Tagging), context),
  run(input, context) {
    const upload: Upload = {
      id: context.ids.chars(128, UPLOAD_ID_ALPHABET),
      ...writtenObject(input, fromTaggingHeader(input.Tagging), context),
      initiatedAtMs: context.now,
      initiator: initiatorOf(context.caller),
      ...announcedChecksum(input),
    };
    uploadsIn(context.state, input.Bucket).put(upload.id, upload);
    const { Bucket, Key, ChecksumAlgorithm } = input;
    return { Bucket, Key, ...ENCRYPTED, UploadId: upload.id, ChecksumAlgorithm, ChecksumType: upload.checksumType };
  },
});

export const abortMultipartUpload = operation<Received<AbortMultipartUploadRequest>, AbortMultipartUploadOutput>({
  access: (input, context) => [objectAccess('s3:AbortMultipartUpload', getBucket(input, context), input.Key)],
  run(input, context) {
    const { state } = context;
    const upload = getUpload(input, context);
    return dropUnused(state, dropUpload(state, input.Bucket, upload)).then(() => ({}));
  },
});

/** Throws NoSuchUpload, also for an upload under another key. */
export function getUpload(input: ObjectInput & { UploadId: string }, { state }: CallContext): Upload {
  const upload = uploadsIn(state, input.Bucket).get(input.UploadId);
  if (upload?.key !== input.Key) throw noSuchUpload(input.UploadId);
  return upload;
}

/** Forgets an upload and its parts. Returns what to give to `dropUnused` at the end of the transaction. */
export function dropUpload(state: State, bucket: string, { id }: Upload): string[] {
  const parts = [...partsIn(state, id).values()];
  for (const { number, blobId } of parts) {
    partsIn(state, id).delete(String(number));
    releaseBlob(state, blobId);
  }
  uploadsIn(state, bucket).delete(id);
  return parts.map(({ blobId }) => blobId);
}
