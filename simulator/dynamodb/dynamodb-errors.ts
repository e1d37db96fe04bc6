import { AwsError } from '../aws-error.ts';

// The texts of this folder are DynamoDB's own, as architect/dynalite records them (its suite runs against AWS too).

export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', 400, message);
}

/** The commonest of them, with what was wrong. */
export function invalidParameter(what: string): AwsError {
  return validationError(`One or more parameter values were invalid: ${what}`);
}

/** What a call on items says of a table that is not there; calls on the table itself name it. */
export function resourceNotFound(detail = ''): AwsError {
  return new AwsError('ResourceNotFoundException', 400, `Requested resource not found${detail}`);
}

/** For parameters of an operation whose feature the local cloud lacks: said, never passed over. */
export function notSupported(parameter: string): AwsError {
  const message = `The local cloud's DynamoDB does not have ${parameter}. simulator/DIFFERENCES.md tells what it has.`;
  return validationError(message);
}
