import type {
  DeleteBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  PutBucketOwnershipControlsRequest,
} from '@aws-sdk/client-s3';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket } from './find.ts';
import { malformedXml, noOwnershipControls } from './s3-errors.ts';
import { bucketsIn, type ObjectOwnership } from './tables.ts';

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

export const putBucketOwnershipControls = operation<Received<PutBucketOwnershipControlsRequest>, void>({
  access: (input, context) => [bucketAccess('s3:PutBucketOwnershipControls', getBucket(input, context))],
  run(input, context) {
    const rules = input.OwnershipControls.Rules ?? [];
    if (rules.length !== 1) throw malformedXml();
    const ownership = checkedOwnership(rules[0]?.ObjectOwnership);
    bucketsIn(context.state).put(input.Bucket, { ...getBucket(input, context), ownership });
  },
});

export const getBucketOwnershipControls = operation<
  Received<GetBucketOwnershipControlsRequest>,
  GetBucketOwnershipControlsOutput
>({
  access: (input, context) => [bucketAccess('s3:GetBucketOwnershipControls', getBucket(input, context))],
  run(input, context) {
    const { ownership } = getBucket(input, context);
    if (!ownership) throw noOwnershipControls(input.Bucket);
    return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
  },
});

export const deleteBucketOwnershipControls = operation<Received<DeleteBucketOwnershipControlsRequest>, void>({
  // There is no s3:DeleteBucketOwnershipControls.
  access: (input, context) => [bucketAccess('s3:PutBucketOwnershipControls', getBucket(input, context))],
  run(input, context) {
    const { ownership: _, ...bucket } = getBucket(input, context);
    bucketsIn(context.state).put(input.Bucket, bucket);
  },
});

/** Throws MalformedXML. */
export function checkedOwnership(text: string | undefined): ObjectOwnership {
  const ownership = OWNERSHIPS.find((known) => known === text);
  if (!ownership) throw malformedXml();
  return ownership;
}
