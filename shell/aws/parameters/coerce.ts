import type { NormalizedSchema } from '@smithy/core/schema';
import { CliError, GENERAL, USAGE } from '../cli-error.ts';
import { membersOf } from '../operations.ts';

/** Problems of a whole input, reported together. */
export type Problems = string[];

/** Turns JSON or shorthand into what the SDK expects for a schema; notes what does not fit, in botocore's words. */
export function coerce(schema: NormalizedSchema, value: unknown, path: string, problems: Problems): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isDocumentSchema()) return value;
  if (schema.isListSchema()) return coerceList(schema, value, path, problems);
  if (schema.isMapSchema()) return coerceMap(schema, value, path, problems);
  if (schema.isUnionSchema() || schema.isStructSchema()) return coerceStructure(schema, value, path, problems);
  return coerceScalar(schema, value);
}

function coerceList(schema: NormalizedSchema, value: unknown, path: string, problems: Problems) {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item, index) => coerce(schema.getValueSchema(), item, `${path}[${index}]`, problems));
}

function coerceMap(schema: NormalizedSchema, value: unknown, path: string, problems: Problems) {
  if (!isRecord(value)) return wrongType(value, path, "<class 'dict'>", problems);
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, one]) => [key, coerce(schema.getValueSchema(), one, `${path}.${key}`, problems)]),
  );
}

function coerceStructure(schema: NormalizedSchema, value: unknown, path: string, problems: Problems) {
  if (!isRecord(value)) return wrongType(value, path, "<class 'dict'>", problems);
  const members = membersOf(schema);
  const result: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    const member = members.get(name);
    const where = path ? `${path}.${name}` : name;
    if (member) result[name] = coerce(member, one, where, problems);
    else
      problems.push(
        `Unknown parameter in ${path || 'input'}: "${name}", must be one of: ${[...members.keys()].join(', ')}`,
      );
  }
  return result;
}

function coerceScalar(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isNumericSchema()) return numberOf(value);
  if (schema.isBooleanSchema()) return typeof value === 'string' ? value.toLowerCase() === 'true' : value;
  if (schema.isTimestampSchema()) return dateOf(value);
  if (schema.isBlobSchema()) return blobOf(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function numberOf(value: unknown): number {
  const number = Number(value);
  if (Number.isNaN(number)) throw new CliError(GENERAL, `\ninvalid literal for int() with base 10: '${value}'`);
  return number;
}

function dateOf(value: unknown): Date {
  const date = new Date(/^\d+(\.\d+)?$/.test(String(value)) ? Number(value) * 1000 : String(value));
  if (Number.isNaN(date.getTime())) throw new CliError(USAGE, `\nInvalid timestamp "${value}"`);
  return date;
}

/** Blobs on the command line are base64 unless they come from fileb://, as in AWS CLI 2. */
function blobOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  try {
    return Uint8Array.from(atob(String(value)), (char) => char.charCodeAt(0));
  } catch {
    throw new CliError(GENERAL, `\nInvalid base64: "${value}"`);
  }
}

function wrongType(value: unknown, path: string, valid: string, problems: Problems) {
  problems.push(`Invalid type for parameter ${path}, value: ${JSON.stringify(value)}, valid types: ${valid}`);
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
