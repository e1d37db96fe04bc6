import { AwsError } from '../aws-error.ts';

/** What is wrong with a request, a template or a stack's state. */
export const validationError = (message: string) => new AwsError('ValidationError', 400, message);

/** boto/boto3#2807 shows text and code. */
export const stackNotFound = (nameOrArn: string) => validationError(`Stack with id ${nameOrArn} does not exist`);

/** Something that CloudFormation has and the local cloud has not. */
export const notBuilt = (what: string) =>
  validationError(`The local cloud does not have ${what} (simulator/DIFFERENCES.md).`);
