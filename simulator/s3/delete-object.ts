import type {
  DeletedObject,
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  _Error as DeletionError,
  ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { Received } from '../iam/received.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { dropUnused, releaseBytes } from './blobs.ts';
import { findObject, getBucket, NO_VERSIONS, namedObjectAccess } from './find.ts';
import { checkWriteConditions } from './preconditions.ts';
import { malformedXml } from './s3-errors.ts';
import { objectsIn } from './tables.ts';

const MAX_KEYS = 1000;

export const deleteObject = operation<Received<DeleteObjectRequest>, DeleteObjectOutput>({
  limits: NO_VERSIONS,
  access: (input, context) => [namedObjectAccess('s3:DeleteObject', getBucket(input, context), input)],
  run(input, context) {
    const { state } = context;
    const object = findObject(input, context);
    checkWriteConditions(object, input);
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
  limits: `${NO_VERSIONS} Every key leaves a record of its own.`,
  access(input, context) {
    getBucket(input, context);
    // Permission is asked for key by key: the answer lists those that were refused.
    return [];
  },
  async run(input, context) {
    const objects = input.Delete.Objects ?? [];
    if (objects.length === 0 || objects.length > MAX_KEYS) throw malformedXml();
    const outcomes: Outcome[] = [];
    for (const object of objects) outcomes.push(await deleteOne(input.Bucket, object, context));
    return {
      Deleted: input.Delete.Quiet ? [] : outcomes.flatMap(({ deleted }) => deleted ?? []),
      Errors: outcomes.flatMap(({ error }) => error ?? []),
    };
  },
});

async function deleteOne(Bucket: string, object: ObjectIdentifier, context: CallContext): Promise<Outcome> {
  const { invoke, caller, region } = context;
  const { Key, VersionId, ETag: IfMatch } = object;
  try {
    const input = { Bucket, Key: Key ?? '', VersionId, IfMatch };
    await invoke({ service: 's3', operation: 'DeleteObject', input, caller, region });
    return { deleted: { Key, VersionId } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { Key, VersionId, Code: error.code, Message: error.message } };
  }
}
