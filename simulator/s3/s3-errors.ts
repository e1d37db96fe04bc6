import { AwsError } from '../aws-error.ts';

// Codes, texts and fields: Amazon S3 API reference, "Error responses", and answers seen in public issues.

export const noSuchBucket = (bucket: string) =>
  new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName: bucket });
export const noSuchKey = (key: string) =>
  new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key: key });
export const bucketNotEmpty = (bucket: string) =>
  new AwsError('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty', { BucketName: bucket });
export const bucketAlreadyOwnedByYou = (bucket: string) =>
  new AwsError(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName: bucket },
  );
export const bucketAlreadyExists = (bucket: string) =>
  new AwsError(
    'BucketAlreadyExists',
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName: bucket },
  );
export const invalidBucketName = (bucket: string) =>
  new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName: bucket });
export const illegalLocation = (constraint: string) =>
  new AwsError(
    'IllegalLocationConstraintException',
    400,
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
export const noSuchTagSet = (bucket: string) =>
  new AwsError('NoSuchTagSet', 404, 'The TagSet does not exist', { BucketName: bucket });
export const noSuchBucketPolicy = (bucket: string) =>
  new AwsError('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', { BucketName: bucket });
export const malformedPolicy = (message: string) => new AwsError('MalformedPolicy', 400, message);
export const invalidTag = (message: string) => new AwsError('InvalidTag', 400, message);
export const badRequest = (message: string) => new AwsError('BadRequest', 400, message);
export const invalidRequest = (message: string) => new AwsError('InvalidRequest', 400, message);
export const invalidArgument = (message: string, name: string, value: string) =>
  new AwsError('InvalidArgument', 400, message, { ArgumentName: name, ArgumentValue: value });
export const badDigest = (message: string, fields: Record<string, string> = {}) =>
  new AwsError('BadDigest', 400, message, fields);
export const keyTooLong = (size: number) =>
  new AwsError('KeyTooLongError', 400, 'Your key is too long', { Size: size, MaxSizeAllowed: 1024 });
export const metadataTooLarge = (size: number, limit: number) =>
  new AwsError('MetadataTooLarge', 400, 'Your metadata headers exceed the maximum allowed metadata size', {
    Size: size,
    MaxSizeAllowed: limit,
  });
export const invalidStorageClass = (name: string) =>
  new AwsError('InvalidStorageClass', 400, 'The storage class you specified is not valid', {
    StorageClassRequested: name,
  });
export const invalidEncryption = () =>
  new AwsError(
    'InvalidEncryptionAlgorithmError',
    400,
    'The Encryption request you specified is not valid. Supported value: AES256.',
  );
export const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
/** From S3 with status 501, which clients take for a failure of the service and try again. */
export const unacceptedHeader = (header: string) =>
  new AwsError('NotImplemented', 400, 'A header you provided implies functionality that is not implemented', {
    Header: header,
    additionalMessage: `We don't accept the provided value of ${header} header for this API`,
  });
export const invalidVersion = (version: string) =>
  invalidArgument('Invalid version id specified', 'versionId', version);
export const notModified = () => new AwsError('NotModified', 304, 'Not Modified');
export const invalidRange = (range: string, size: number) =>
  new AwsError('InvalidRange', 416, 'The requested range is not satisfiable', {
    RangeRequested: range,
    ActualObjectSize: size,
  });
export const accessDenied = () => new AwsError('AccessDenied', 403, 'Access Denied');
export const invalidPartNumber = (asked: number, count: number) =>
  new AwsError('InvalidPartNumber', 416, 'The requested partnumber is not satisfiable', {
    PartNumberRequested: asked,
    ActualPartCount: count,
  });
export const noSuchUpload = (uploadId: string) =>
  new AwsError(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: uploadId },
  );
export const invalidPart = (uploadId: string, partNumber: number, etag: string) =>
  new AwsError(
    'InvalidPart',
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: uploadId, PartNumber: partNumber, ETag: etag },
  );
export const invalidPartOrder = (uploadId: string) =>
  new AwsError(
    'InvalidPartOrder',
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { UploadId: uploadId },
  );
export const entityTooSmall = (fields: Record<string, string | number>) =>
  new AwsError('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size', fields);
export const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
export const notConfigured = (code: string, message: string, bucket: string) =>
  new AwsError(code, 404, message, { BucketName: bucket });
export const noSuchPublicAccessBlock = (bucket: string) =>
  notConfigured('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', bucket);
export const noOwnershipControls = (bucket: string) =>
  notConfigured('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', bucket);
export const aclNotSupported = () =>
  new AwsError('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');
export const aclWithOwnership = () =>
  new AwsError(
    'InvalidBucketAclWithObjectOwnership',
    400,
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
/** Until 2025 it ended in "are blocked by the BlockPublicPolicy block public access setting." */
export const publicPolicyBlocked = (caller: string, bucket: string) =>
  new AwsError(
    'AccessDenied',
    403,
    `User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
/** Code and text assumed; not confirmed against AWS. User guide, "Enabling ABAC in general purpose buckets" */
export const bucketHasAbac = () =>
  new AwsError(
    'MethodNotAllowed',
    405,
    'The specified method is not allowed against this resource: attribute-based access control is enabled for the bucket. Use TagResource and UntagResource instead.',
  );
