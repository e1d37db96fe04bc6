import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import { compilePolicy, PolicySyntaxError } from '../../policy/index.ts';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, getBucket } from './find.ts';
import { isPublicPolicy } from './public-policy.ts';
import { malformedPolicy, noSuchBucketPolicy, publicPolicyBlocked } from './s3-errors.ts';
import { bucketsIn } from './tables.ts';

export const putBucketPolicy = operation<Received<PutBucketPolicyRequest>, void>({
  limits: 'The size of 20 KB is not enforced.',
  access: (input, context) => [bucketAccess('s3:PutBucketPolicy', getBucket(input, context))],
  run(input, context) {
    const { Bucket, Policy: policy } = input;
    checkPolicy(policy, Bucket);
    const bucket = getBucket(input, context);
    const hasPublicPolicy = isPublicPolicy(policy);
    if (hasPublicPolicy && bucket.publicAccessBlock?.BlockPublicPolicy) {
      throw publicPolicyBlocked(context.caller.arn, Bucket);
    }
    bucketsIn(context.state).put(Bucket, { ...bucket, policy, hasPublicPolicy });
  },
});

export const getBucketPolicy = operation<Received<GetBucketPolicyRequest>, GetBucketPolicyOutput>({
  access: (input, context) => [bucketAccess('s3:GetBucketPolicy', getBucket(input, context))],
  run(input, context) {
    const { policy } = getBucket(input, context);
    if (policy === undefined) throw noSuchBucketPolicy(input.Bucket);
    return { Policy: policy };
  },
});

export const deleteBucketPolicy = operation<Received<DeleteBucketPolicyRequest>, void>({
  access: (input, context) => [bucketAccess('s3:DeleteBucketPolicy', getBucket(input, context))],
  run(input, context) {
    const { policy: _, hasPublicPolicy: __, ...bucket } = getBucket(input, context);
    bucketsIn(context.state).put(input.Bucket, bucket);
  },
});

/** Throws MalformedPolicy. Texts as S3 sends them, seen in public issues of cloud-custodian and terraform-provider-aws. */
function checkPolicy(text: string, bucket: string): void {
  let document: { Statement?: Statement | Statement[] };
  try {
    document = JSON.parse(text) as typeof document;
  } catch {
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  try {
    compilePolicy(text, 'resource');
  } catch (error) {
    throw error instanceof PolicySyntaxError ? malformedPolicy(error.message) : error;
  }
  const resources = listOf(document.Statement).flatMap(({ Resource, NotResource }) => listOf(Resource ?? NotResource));
  const own = `arn:aws:s3:::${bucket}`;
  if (!resources.every((resource) => resource === own || resource.startsWith(`${own}/`) || resource.endsWith(':::*'))) {
    throw malformedPolicy('Policy has invalid resource');
  }
}

interface Statement {
  Resource?: string | string[];
  NotResource?: string | string[];
}

function listOf<Item>(value: Item | Item[] | undefined): Item[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
