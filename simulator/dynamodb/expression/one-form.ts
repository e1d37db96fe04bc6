import { validationError } from '../dynamodb-errors.ts';

interface Forms {
  /** The parameters that hold expressions, as far as the operation has them. */
  expressions: readonly string[];
  /** Those from before there were expressions. */
  legacy: readonly string[];
}

/**
 * A request speaks in expressions or in the parameters from before, and brings names and values only for expressions.
 * Errors: ValidationException.
 */
export function requireOneForm(input: object, { expressions, legacy }: Forms): void {
  const given = input as Record<string, unknown>;
  const used = expressions.filter((name) => given[name] !== undefined);
  if (used.length === 0 && !given.ExpressionAttributeNames && !given.ExpressionAttributeValues) return;
  const old = used.length > 0 ? legacy.filter((name) => given[name] !== undefined) : [];
  if (old.length > 0) {
    throw validationError(
      'Can not use both expression and non-expression parameters in the same request: ' +
        `Non-expression parameters: {${old.join(', ')}} Expression parameters: {${used.join(', ')}}`,
    );
  }
  if (given.ExpressionAttributeNames !== undefined && used.length === 0) {
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  }
  const withValues = expressions.filter((name) => name !== 'ProjectionExpression');
  if (given.ExpressionAttributeValues === undefined || withValues.some((name) => used.includes(name))) return;
  if (withValues.length === 0) return;
  throw validationError(
    'ExpressionAttributeValues can only be specified when using expressions: ' +
      `${withValues.join(' and ')} ${withValues.length > 1 ? 'are' : 'is'} null`,
  );
}
