import { constraintError, invalidParameter } from '../dynamodb-errors.ts';
import type { Path } from '../expression/path.ts';

/** An AttributesToGet as a projection: whole attributes only. Errors: ValidationException. */
export function readAttributesToGet(names: string[] | undefined): Path[] | undefined {
  if (!names) return undefined;
  if (names.length === 0) {
    throw constraintError('attributesToGet', '[]', 'Member must have length greater than or equal to 1');
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalidParameter(`Duplicate value in attribute name: ${twice}`);
  return names.map((name) => [name]);
}
