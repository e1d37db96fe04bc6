import { AwsError } from '../aws-error.ts';

const PATTERN = /^[0-9A-Za-z][A-Za-z0-9\-_]*$/;

/** Names that clients choose. Errors: InvalidParameterException. Texts: surajincloud/kubectl-eks#72, radius-project/samples#1702. */
export function requireName(name: string, parameter: string, fields: Record<string, unknown> = {}): void {
  const refuse = (message: string) => new AwsError('InvalidParameterException', 400, message, fields);
  if (name.length > 100) throw refuse(`The parameter ${parameter} should not be greater than 100 characters.`);
  if (PATTERN.test(name)) return;
  throw refuse(
    `The parameter ${parameter} contains invalid characters. It should conform to the regular expression ` +
      '"^[0-9A-Za-z][A-Za-z0-9-_]*"In other words, it should start with a number or letter, and can contain numbers, ' +
      'letters, dashes, and underscores.',
  );
}
