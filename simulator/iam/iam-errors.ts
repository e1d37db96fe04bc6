import { AwsError } from '../aws-error.ts';

// Texts as IAM sends them, seen in public issues and logs of terraform-provider-aws, aws-cli, eksctl and rosa.

export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', 404, message);
export const entityAlreadyExists = (message: string) => new AwsError('EntityAlreadyExists', 409, message);
export const deleteConflict = (message: string) => new AwsError('DeleteConflict', 409, message);
export const limitExceeded = (message: string) => new AwsError('LimitExceeded', 409, message);
export const invalidInput = (message: string) => new AwsError('InvalidInput', 400, message);
export const validationError = (message: string) => new AwsError('ValidationError', 400, message);
export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', 400, message);
