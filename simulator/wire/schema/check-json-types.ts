import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../aws-error.ts';

/**
 * JSON may hold anything where the schema wants a text, and the SDK's reader passes it on or drops it. Throws AwsError with the texts
 * of DynamoDB (architect/dynalite test/helpers.js); the other JSON services are assumed to share them.
 */
export function checkJsonTypes(schema: NormalizedSchema, value: unknown): void {
  if (value === undefined || value === null) return;
  if (schema.isStructSchema()) {
    const members = objectOf(value);
    for (const [name, member] of schema.structIterator()) {
      checkJsonTypes(member, members[member.getMergedTraits().jsonName ?? name]);
    }
  } else if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw mismatch(value, 'List');
    for (const item of value) checkJsonTypes(schema.getValueSchema(), item);
  } else if (schema.isMapSchema()) {
    for (const item of Object.values(objectOf(value))) checkJsonTypes(schema.getValueSchema(), item);
  } else checkSimple(schema, value);
}

function checkSimple(schema: NormalizedSchema, value: unknown): void {
  if (schema.isStringSchema() && typeof value !== 'string') throw mismatch(value, 'String');
  if (schema.isBooleanSchema() && typeof value !== 'boolean') throw mismatch(value, 'Boolean');
  if (schema.isNumericSchema() && typeof value !== 'number') throw mismatch(value, 'Integer');
  if (schema.isBlobSchema() && typeof value !== 'string') throw mismatch(value, 'Blob');
  if (schema.isTimestampSchema() && !isInstant(value)) throw mismatch(value, 'Timestamp');
}

/** Seconds that a date can hold: ECMA-262, "Time Values and Time Range". */
const isInstant = (value: unknown) => typeof value === 'number' && Math.abs(value) <= 8.64e12;

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw typeof value === 'object' ? mismatch(value, 'Map') : refuse('Unexpected value type in payload');
}

function mismatch(value: unknown, wanted: string): AwsError {
  if (Array.isArray(value)) return refuse(`Unrecognized collection type class java.lang.${wanted}`);
  if (typeof value === 'object') return refuse('Start of structure or map found where not expected');
  return refuse(`${tokenOf(value)} cannot be converted to ${wanted}`);
}

function tokenOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (typeof value === 'string') return 'STRING_VALUE';
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
}

const refuse = (message: string) => new AwsError('SerializationException', 400, message);
