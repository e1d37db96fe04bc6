import type { Access, CallContext, Operation, Service } from '../wire/operation.ts';

type Keys = NonNullable<Access['context']>;
type Input = Record<string, unknown>;

// Which of an operation's members are condition keys, by the action that the request is for. Service Authorization
// Reference, "Actions, resources, and condition keys for Amazon S3"

const ACL_MEMBERS = {
  ACL: 's3:x-amz-acl',
  GrantFullControl: 's3:x-amz-grant-full-control',
  GrantRead: 's3:x-amz-grant-read',
  GrantReadACP: 's3:x-amz-grant-read-acp',
  GrantWrite: 's3:x-amz-grant-write',
  GrantWriteACP: 's3:x-amz-grant-write-acp',
};

const LIST_MEMBERS = { Prefix: 's3:prefix', Delimiter: 's3:delimiter', MaxKeys: 's3:max-keys' };

const MEMBERS: Partial<Record<string, Record<string, string>>> = {
  's3:CreateBucket': { ...ACL_MEMBERS, ObjectOwnership: 's3:x-amz-object-ownership' },
  's3:ListBucket': LIST_MEMBERS,
  's3:ListBucketVersions': LIST_MEMBERS,
  's3:PutBucketAcl': ACL_MEMBERS,
  's3:PutObjectAcl': { ...ACL_MEMBERS, StorageClass: 's3:x-amz-storage-class' },
  's3:PutObject': {
    ...ACL_MEMBERS,
    CopySource: 's3:x-amz-copy-source',
    MetadataDirective: 's3:x-amz-metadata-directive',
    ServerSideEncryption: 's3:x-amz-server-side-encryption',
    SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
    SSECustomerAlgorithm: 's3:x-amz-server-side-encryption-customer-algorithm',
    StorageClass: 's3:x-amz-storage-class',
    WebsiteRedirectLocation: 's3:x-amz-website-redirect-location',
    ObjectLockMode: 's3:object-lock-mode',
    ObjectLockLegalHoldStatus: 's3:object-lock-legal-hold',
    IfMatch: 's3:if-match',
    IfNoneMatch: 's3:if-none-match',
  },
  's3:DeleteObject': { IfMatch: 's3:if-match' },
  's3:DeleteObjectVersion': { IfMatch: 's3:if-match' },
};

/** Conditional writes can only be demanded of those that make the object. User guide, "Enforce conditional writes" */
const CREATES_OBJECT: Partial<Record<string, 'true' | 'false'>> = {
  PutObject: 'true',
  CopyObject: 'true',
  CompleteMultipartUpload: 'true',
  CreateMultipartUpload: 'false',
  UploadPart: 'false',
  UploadPartCopy: 'false',
};

/** S3's operations, asking for their permissions with the condition keys that the request carries. */
export function withRequestKeys(operations: Service['operations']): Service['operations'] {
  return Object.fromEntries(Object.entries(operations).map(([name, each]) => [name, withKeys(name, each)]));
}

function withKeys(name: string, each: Operation<never, unknown>): Operation<never, unknown> {
  const creates = CREATES_OBJECT[name];
  return {
    ...each,
    access(input, context) {
      const accesses = each.access(input, context);
      for (const access of accesses) access.context = keysOf(access, input, context, creates);
      return accesses;
    },
  };
}

function keysOf(access: Access, input: Input, context: CallContext, creates: 'true' | 'false' | undefined): Keys {
  const { action, resourceAccount = context.account } = access;
  // As for aws:SecureTransport, the local cloud stands for HTTPS endpoints.
  const keys: Keys = { 's3:ResourceAccount': resourceAccount, 's3:TlsVersion': '1.3' };
  addSignature(keys, context);
  addMembers(keys, action, input);
  if (creates && action === 's3:PutObject') keys['s3:ObjectCreationOperation'] = creates;
  return Object.assign(keys, access.context);
}

function addMembers(keys: Keys, action: string, input: Input): void {
  const members = MEMBERS[action];
  if (!members) return;
  for (const member in members) {
    const value = input[member];
    if (value !== undefined) keys[members[member] ?? ''] = String(value);
  }
}

/** How the request was signed. API reference, "Amazon S3 Signature Version 4 Authentication Specific Policy Keys" */
function addSignature(keys: Keys, { request, now }: CallContext): void {
  if (!request) return;
  const { headers, query } = request;
  const content = headers['x-amz-content-sha256'];
  if (content !== undefined) keys['s3:x-amz-content-sha256'] = content;
  const presigned = query.includes('X-Amz-Signature=');
  if (!presigned && headers.authorization === undefined) return;
  keys['s3:signatureversion'] = 'AWS4-HMAC-SHA256';
  keys['s3:authType'] = presigned ? 'REST-QUERY-STRING' : 'REST-HEADER';
  if (presigned) keys['s3:signatureAge'] = String(now - signedAtMs(query));
}

/** Authentication has accepted the date: it is there, as YYYYMMDDTHHMMSSZ. */
function signedAtMs(query: string): number {
  const basic = new URLSearchParams(query).get('X-Amz-Date') ?? '';
  return Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:'));
}
