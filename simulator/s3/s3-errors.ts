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
export const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
export const notModified = () => new AwsError('NotModified', 304, 'Not Modified');
export const invalidRange = (range: string, size: number) =>
  new AwsError('InvalidRange', 416, 'The requested range is not satisfiable', {
    RangeRequested: range,
    ActualObjectSize: size,
  });
export const accessDenied = () => new AwsError('AccessDenied', 403, 'Access Denied');
