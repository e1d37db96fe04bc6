import type {
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  PutBucketVersioningRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket } from './find.ts';
import { malformedXml } from './s3-errors.ts';
import { bucketsIn } from './tables.ts';

export const putBucketVersioning = operation<Received<PutBucketVersioningRequest>, void>({
  limits: 'Suspended only.',
  access: (input, context) => [bucketAccess('s3:PutBucketVersioning', getBucket(input, context))],
  run(input, context) {
    const { Status } = input.VersioningConfiguration;
    if (Status === 'Enabled') {
      const message = 'The local cloud keeps no versions of objects: versioning can only be Suspended.';
      throw new AwsError('NotImplemented', 400, message);
    }
    if (Status !== 'Suspended') throw malformedXml();
    bucketsIn(context.state).put(input.Bucket, { ...getBucket(input, context), versioning: Status });
  },
});

/** Empty for a bucket that never had it. */
export const getBucketVersioning = operation<Received<GetBucketVersioningRequest>, GetBucketVersioningOutput>({
  access: (input, context) => [bucketAccess('s3:GetBucketVersioning', getBucket(input, context))],
  run: (input, context) => ({ Status: getBucket(input, context).versioning }),
});
