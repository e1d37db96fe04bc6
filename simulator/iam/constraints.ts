import type { AwsError } from '../aws-error.ts';
import { validationError } from './iam-errors.ts';

/** The error of a member that breaks its modelled constraint, in the words that AWS's query services share. */
export function constraintError(value: string | number, member: string, constraint: string): AwsError {
  // Errors are kept on record: of a huge value its beginning is enough.
  const shown = String(value).slice(0, 4096);
  return validationError(
    `1 validation error detected: Value '${shown}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** Errors: ValidationError if the text's length is outside `min`..`max`. */
export function requireLength(value: string, member: string, min: number, max: number): void {
  if (value.length > max) throw constraintError(value, member, `have length less than or equal to ${max}`);
  if (value.length < min) throw constraintError(value, member, `have length greater than or equal to ${min}`);
}

/** Errors: ValidationError if the number is outside `min`..`max`. */
export function requireRange(value: number, member: string, min: number, max: number): void {
  if (value > max) throw constraintError(value, member, `have value less than or equal to ${max}`);
  if (value < min) throw constraintError(value, member, `have value greater than or equal to ${min}`);
}

/** Errors: ValidationError if a value is given that is none of `known`. */
export function requireOneOf(value: string | undefined, member: string, known: readonly string[]): void {
  if (value === undefined || known.includes(value)) return;
  throw constraintError(value, member, `satisfy enum value set: [${known.join(', ')}]`);
}

/** The names of users, groups, roles, instance profiles and policies. Errors: ValidationError. */
export function requireName(value: string, member: string, maxLength: number): void {
  requireLength(value, member, 1, maxLength);
  if (/^[\w+=,.@-]+$/.test(value)) return;
  throw validationError(
    `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}

/** Paths begin and end with a slash. Errors: ValidationError. */
export function requirePath(value: string, member = 'path'): void {
  requireLength(value, member, 1, 512);
  if (value === '/' || /^\/[\x21-\x7e]+\/$/.test(value)) return;
  throw validationError(
    `The specified value for ${member} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
  );
}

/** PathPrefix of listings, which need not end with a slash; `/` if absent. Errors: ValidationError. */
export function requirePathPrefix(prefix = '/'): string {
  requireLength(prefix, 'pathPrefix', 1, 512);
  if (/^\/[\x21-\x7e]*$/.test(prefix)) return prefix;
  throw validationError(
    'The specified value for pathPrefix is invalid. It must begin with / and contain only alphanumeric characters and/or / characters.',
  );
}
