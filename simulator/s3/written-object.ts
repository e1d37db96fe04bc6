import { AwsError } from '../aws-error.ts';
import type { Access, CallContext } from '../wire/operation.ts';
import { type AclInput, checkAcl, namesAcl } from './acl.ts';
import { getBucket, type ObjectInput, objectAccess } from './find.ts';
import { invalidEncryption, invalidRequest, invalidStorageClass, keyTooLong, metadataTooLarge } from './s3-errors.ts';
import type { ObjectHeaders, Tags, WrittenObject } from './tables.ts';
import { checkTagLimits, requestTagKeys } from './tags.ts';

/** What PutObject, CopyObject and CreateMultipartUpload say about the object to be. */
export interface WriteInput extends ObjectInput, AclInput, ObjectHeaders {
  Metadata?: Record<string, string>;
  Expires?: Date;
  StorageClass?: string;
  ServerSideEncryption?: string;
  SSECustomerAlgorithm?: string;
  ObjectLockMode?: string;
  ObjectLockLegalHoldStatus?: string;
  ObjectLockRetainUntilDate?: Date;
}

/** What the local cloud leaves out of writing objects. */
export const WRITE_LIMITS =
  'No keys of KMS or customers, archive classes, Object Lock, or access control lists but the owner’s.';

const MAX_KEY_BYTES = 1024;
// User guide, "Working with object metadata"
const MAX_METADATA_BYTES = 2048;
const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
];

/** Writing an object with these tags: tags and access control lists take permissions of their own. API reference, PutObject */
export function writeAccess(input: WriteInput, tags: Tags, context: CallContext): Access[] {
  const bucket = getBucket(input, context);
  const keys = requestTagKeys(tags);
  const actions = ['s3:PutObject'];
  if (Object.keys(tags).length > 0) actions.push('s3:PutObjectTagging');
  if (namesAcl(input)) actions.push('s3:PutObjectAcl');
  return actions.map((action) => objectAccess(action, bucket, input.Key, keys));
}

/** The object to be, but for its bytes. Throws what S3 says to keys, metadata, tags and wishes that cannot be. */
export function writtenObject(input: WriteInput, tags: Tags, context: CallContext): WrittenObject {
  const { Metadata: metadata = {}, Expires, StorageClass } = input;
  checkKey(input.Key);
  checkMetadata(metadata);
  checkAcl(getBucket(input, context), input);
  checkEncryption(input);
  checkLock(input);
  checkTagLimits(tags, 'object');
  return {
    key: input.Key,
    headers: objectHeaders(input),
    metadata,
    tags,
    ...(Expires && { expiresMs: Expires.getTime() }),
    ...storageClassOf(StorageClass),
  };
}

/** Throws KeyTooLongError. Any other text is a key: keys are no paths, `../x` is as good as any. */
function checkKey(key: string): void {
  const size = bytesIn(key);
  if (size > MAX_KEY_BYTES) throw keyTooLong(size);
}

function checkMetadata(metadata: Record<string, string>): void {
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + bytesIn(name) + bytesIn(value), 0);
  if (size > MAX_METADATA_BYTES) throw metadataTooLarge(size, MAX_METADATA_BYTES);
}

const bytesIn = (text: string) => new TextEncoder().encode(text).length;

function checkEncryption({ ServerSideEncryption: algorithm, SSECustomerAlgorithm }: WriteInput): void {
  if (SSECustomerAlgorithm !== undefined || algorithm?.startsWith('aws:kms')) {
    throw new AwsError(
      'NotImplemented',
      400,
      'The local cloud encrypts with keys of S3 only, neither of KMS nor of customers.',
    );
  }
  if (algorithm !== undefined && algorithm !== 'AES256') throw invalidEncryption();
}

function checkLock({ ObjectLockMode, ObjectLockLegalHoldStatus, ObjectLockRetainUntilDate }: WriteInput): void {
  if (ObjectLockMode ?? ObjectLockLegalHoldStatus ?? ObjectLockRetainUntilDate) {
    throw invalidRequest('Bucket is missing Object Lock Configuration');
  }
}

function storageClassOf(name = 'STANDARD'): Pick<WrittenObject, 'storageClass'> {
  if (name === 'GLACIER' || name === 'DEEP_ARCHIVE') {
    throw new AwsError(
      'NotImplemented',
      400,
      `The local cloud archives no objects: there is no storage class ${name}.`,
    );
  }
  if (!STORAGE_CLASSES.includes(name)) throw invalidStorageClass(name);
  return name === 'STANDARD' ? {} : { storageClass: name };
}

function objectHeaders(input: ObjectHeaders): ObjectHeaders {
  const headers: ObjectHeaders = {
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: input.ContentEncoding,
    ContentLanguage: input.ContentLanguage,
    ContentType: input.ContentType ?? 'binary/octet-stream',
    WebsiteRedirectLocation: input.WebsiteRedirectLocation,
  };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}
