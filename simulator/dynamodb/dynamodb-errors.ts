import { AwsError } from '../aws-error.ts';

// The texts of this folder are DynamoDB's own, as architect/dynalite records them (its suite runs against AWS too).

export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', 400, message);
}

/** A member of the request that is out of its bounds: `at` is its path, such as `keySchema.1.member.keyType`. */
export function constraintError(at: string, value: unknown, constraint: string): AwsError {
  const detail = `Value '${value}' at '${at}' failed to satisfy constraint: ${constraint}`;
  return validationError(`1 validation error detected: ${detail}`);
}

/** Errors: ValidationException for a value that is none of those allowed. */
export function requireOneOf(at: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw constraintError(at, value, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
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
