import type {
  DeletedObject,
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  _Error as DeletionError,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { Received } from '../iam/received.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { dropUnused, releaseBytes } from './blobs.ts';
import { findObject, getBucket, objectAccess } from './find.ts';
import { checkWriteConditions } from './preconditions.ts';
import { objectsIn } from './tables.ts';

export const deleteObject = operation<Received<DeleteObjectRequest>, DeleteObjectOutput>({
  access: (input, context) => [objectAccess('s3:DeleteObject', getBucket(input, context), input.Key)],
  run(input, context) {
    const { state } = context;
    const object = findObject(input, context);
    if (input.IfMatch !== undefined) checkWriteConditions(object, { IfMatch: input.IfMatch });
    // What is not there counts as deleted.
    if (!object) return {};
    objectsIn(state, input.Bucket).delete(input.Key);
    return dropUnused(state, releaseBytes(state, object)).then(() => ({}));
  },
});

interface Outcome {
  deleted?: DeletedObject;
  error?: DeletionError;
}

export const deleteObjects = operation<Received<DeleteObjectsRequest>, DeleteObjectsOutput>({
  access(input, context) {
    getBucket(input, context);
    // Permission is asked for key by key: the answer lists those that were refused.
    return [];
  },
  async run(input, context) {
    const outcomes: Outcome[] = [];
    for (const { Key } of input.Delete.Objects ?? []) outcomes.push(await deleteOne(input.Bucket, Key ?? '', context));
    return {
      Deleted: input.Delete.Quiet ? [] : outcomes.flatMap(({ deleted }) => deleted ?? []),
      Errors: outcomes.flatMap(({ error }) => error ?? []),
    };
  },
});

async function deleteOne(Bucket: string, Key: string, { invoke, caller, region }: CallContext): Promise<Outcome> {
  try {
    await invoke({ service: 's3', operation: 'DeleteObject', input: { Bucket, Key }, caller, region });
    return { deleted: { Key } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { Key, Code: error.code, Message: error.message } };
  }
}
