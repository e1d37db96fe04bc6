import { AwsError } from '../../aws-error.ts';

/**
 * JSON of another type than the schema's: the texts of DynamoDB (architect/dynalite test/helpers.js); the other JSON
 * services are assumed to share them.
 */
export function jsonMismatch(json: unknown, wanted: string): AwsError {
  if (Array.isArray(json)) return refuse(`Unrecognized collection type class java.lang.${wanted}`);
  if (typeof json === 'object') return refuse('Start of structure or map found where not expected');
  return refuse(`${tokenOf(json)} cannot be converted to ${wanted}`);
}

/** A structure or a map. */
export function requireObject(json: unknown): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw typeof json === 'object' ? jsonMismatch(json, 'Map') : refuse('Unexpected value type in payload');
}

function tokenOf(json: unknown): string {
  if (typeof json === 'boolean') return json ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (typeof json === 'string') return 'STRING_VALUE';
  return Number.isInteger(json) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
}

const refuse = (message: string) => new AwsError('SerializationException', 400, message);
