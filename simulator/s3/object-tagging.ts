import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { existingObjectAccess, getObject, NO_VERSIONS } from './find.ts';
import { objectsIn } from './tables.ts';
import { checkTagLimits, fromTagSet, requestTagKeys, toTagSet } from './tags.ts';

export const putObjectTagging = operation<Received<PutObjectTaggingRequest>, PutObjectTaggingOutput>({
  limits: NO_VERSIONS,
  access(input, context) {
    const requested = requestTagKeys(fromTagSet(input.Tagging.TagSet ?? []));
    const accesses = existingObjectAccess('s3:PutObjectTagging', input, context);
    return accesses.map((access) => ({ ...access, context: { ...access.context, ...requested } }));
  },
  run(input, context) {
    const tags = fromTagSet(input.Tagging.TagSet ?? []);
    checkTagLimits(tags, 'object');
    objectsIn(context.state, input.Bucket).put(input.Key, { ...getObject(input, context), tags });
    return {};
  },
});

export const getObjectTagging = operation<Received<GetObjectTaggingRequest>, GetObjectTaggingOutput>({
  limits: NO_VERSIONS,
  access: (input, context) => existingObjectAccess('s3:GetObjectTagging', input, context),
  run: (input, context) => ({ TagSet: toTagSet(getObject(input, context).tags) }),
});

export const deleteObjectTagging = operation<Received<DeleteObjectTaggingRequest>, DeleteObjectTaggingOutput>({
  limits: NO_VERSIONS,
  access: (input, context) => existingObjectAccess('s3:DeleteObjectTagging', input, context),
  run(input, context) {
    objectsIn(context.state, input.Bucket).put(input.Key, { ...getObject(input, context), tags: {} });
    return {};
  },
});
