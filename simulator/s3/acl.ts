import type {
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetObjectAclOutput,
  GetObjectAclRequest,
  PutBucketAclRequest,
  PutObjectAclOutput,
  PutObjectAclRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { bucketAccess, existingObjectAccess, getBucket, getObject } from './find.ts';
import { canonicalUserId } from './owner.ts';
import { aclNotSupported } from './s3-errors.ts';
import type { Bucket } from './tables.ts';

// There is one access control list: the owner may do everything.

/** A request's wishes for an access control list: one of S3's ready-made ones, or grants. */
export interface AclInput {
  ACL?: string;
  GrantFullControl?: string;
  GrantRead?: string;
  GrantReadACP?: string;
  GrantWriteACP?: string;
}

const GRANTS = 'of grants';

export function namesAcl({ ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP }: AclInput): boolean {
  return (ACL ?? GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWriteACP) !== undefined;
}

export const getBucketAcl = operation<Received<GetBucketAclRequest>, GetBucketAclOutput>({
  limits: 'Always that the owner may do everything.',
  access: (input, context) => [bucketAccess('s3:GetBucketAcl', getBucket(input, context))],
  run: (input, context) => ownersAcl(getBucket(input, context)),
});

export const getObjectAcl = operation<Received<GetObjectAclRequest>, GetObjectAclOutput>({
  limits: 'Always that the owner may do everything.',
  access: (input, context) => existingObjectAccess('s3:GetObjectAcl', input, context),
  run(input, context) {
    getObject(input, context);
    return ownersAcl(getBucket(input, context));
  },
});

export const putBucketAcl = operation<Received<PutBucketAclRequest>, void>({
  limits: 'Only what leaves everything to the owner.',
  access: (input, context) => [bucketAccess('s3:PutBucketAcl', getBucket(input, context))],
  run: (input, context) => checkAcl(getBucket(input, context), { ...input, ACL: input.ACL ?? GRANTS }),
});

export const putObjectAcl = operation<Received<PutObjectAclRequest>, PutObjectAclOutput>({
  limits: 'Only what leaves everything to the owner.',
  access: (input, context) => existingObjectAccess('s3:PutObjectAcl', input, context),
  run(input, context) {
    getObject(input, context);
    checkAcl(getBucket(input, context), { ...input, ACL: input.ACL ?? GRANTS });
    return {};
  },
});

/**
 * Throws AccessControlListNotSupported unless the list says what is true anyway. Where the bucket's ownership would allow
 * other lists, NotImplemented. User guide, "Controlling ownership of objects and disabling ACLs"
 */
export function checkAcl(bucket: Bucket, input: AclInput): void {
  const acl = input.ACL ?? (namesAcl(input) ? GRANTS : undefined);
  if (acl === undefined || acl === 'bucket-owner-full-control') return;
  if (bucket.ownership === 'BucketOwnerEnforced') throw aclNotSupported();
  if (acl === 'private') return;
  throw new AwsError(
    'NotImplemented',
    400,
    `The local cloud has no access control lists but private ones, not ${acl}.`,
  );
}

function ownersAcl({ account }: Bucket): GetBucketAclOutput {
  const ID = canonicalUserId(account);
  return { Owner: { ID }, Grants: [{ Grantee: { ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }] };
}
