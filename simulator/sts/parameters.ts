import { AwsError } from '../aws-error.ts';
import { constraintError, requireLength, requireRange } from '../iam/constraints.ts';
import { validationError } from '../iam/iam-errors.ts';
import type { Role } from '../iam/tables.ts';

const DEFAULT_DURATION_SECONDS = 3600;
const CHAINED_MAX_SECONDS = 3600;

/** Errors: ValidationError. facts A.7 */
export function requireRoleArn(arn: string): void {
  requireLength(arn, 'roleArn', 20, 2048);
  if (/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn)) return;
  throw validationError('Request ARN is invalid');
}

/** 2 to 64 characters of `[\w+=,.@-]`. Errors: ValidationError. facts A.7 */
export function requireSessionName(name: string): void {
  if (!/^[\w+=,.@-]*$/.test(name)) {
    throw constraintError(name, 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*');
  }
  requireLength(name, 'roleSessionName', 2, 64);
}

/** 2 to 64 characters; a colon is none of them, so no name begins with `aws:`. Errors: ValidationError. */
export function requireSourceIdentity(name: string): void {
  if (!/^[\w+=,.@-]*$/.test(name)) {
    throw constraintError(name, 'sourceIdentity', 'satisfy regular expression pattern: [\\w+=,.@-]*');
  }
  requireLength(name, 'sourceIdentity', 2, 64);
}

/** 2 to 1,224 characters. Errors: ValidationError. facts D */
export function requireExternalId(id: string): void {
  if (!/^[\w+=,.@:/-]*$/.test(id)) {
    throw constraintError(id, 'externalId', 'satisfy regular expression pattern: [\\w+=,.@:\\/-]*');
  }
  requireLength(id, 'externalId', 2, 1224);
}

/** The duration asked for, or one hour. Errors: ValidationError outside 900..43200. */
export function requireDuration(seconds: number | undefined): number {
  const duration = seconds ?? DEFAULT_DURATION_SECONDS;
  requireRange(duration, 'durationSeconds', 900, 43_200);
  return duration;
}

/** Errors: ValidationError if the role, or role chaining, does not let a session last so long. facts D */
export function requireAllowedDuration(seconds: number, role: Role, chained: boolean): void {
  if (chained && seconds > CHAINED_MAX_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds <= role.maxSessionDurationSeconds) return;
  throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}

/** Errors: NotImplemented 400, so that SDKs do not retry, if a parameter is used that the local cloud does not have. */
export function refuseParameters<Input extends object>(input: Input, names: (keyof Input & string)[]): void {
  const used = names.find((name) => input[name] !== undefined);
  if (used === undefined) return;
  throw new AwsError('NotImplemented', 400, `The local cloud has no ${used}: see simulator/DIFFERENCES.md`);
}
