import type { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64 } from '@smithy/core/serde';
import { jsonMismatch, requireObject } from './json-mismatch.ts';
import { once, perStructure } from './per-structure.ts';

/** Turns what JSON.parse has read, and may change it, into a value of the schema. */
export type FromJson = (json: unknown) => unknown;

/**
 * What the schema does not know is left out. Nulls are left out of structures; checkRequired looks for them in lists and
 * maps. Throws AwsError for a value of the wrong type, TypeError for bytes that are no base64.
 */
export function jsonReader(schema: NormalizedSchema): FromJson {
  const read = readerOf(schema);
  return (json) => (json === null ? null : read(json));
}

function readerOf(schema: NormalizedSchema): FromJson {
  if (schema.isStructSchema()) return structureReader(schema);
  if (schema.isListSchema()) return listReader(readerOf(schema.getValueSchema()));
  if (schema.isMapSchema()) return mapReader(readerOf(schema.getValueSchema()));
  if (schema.isStringSchema()) return checked('string', 'String');
  if (schema.isBooleanSchema()) return checked('boolean', 'Boolean');
  if (schema.isNumericSchema()) return checked('number', 'Integer');
  if (schema.isBlobSchema()) return readBlob;
  if (schema.isTimestampSchema()) return readTimestamp;
  return (json) => json;
}

const structureReader = perStructure((schema): FromJson => {
  const members = once(() => new Map([...schema.structIterator()].map(([name, member]) => [name, readerOf(member)])));
  return (json) => {
    const [fields, readers, value] = [requireObject(json), members(), {} as Record<string, unknown>];
    for (const name in fields) {
      const read = readers.get(name);
      if (read !== undefined && fields[name] !== null) value[name] = read(fields[name]);
    }
    return value;
  };
});

function listReader(read: FromJson): FromJson {
  return (json) => {
    if (!Array.isArray(json)) throw jsonMismatch(json, 'List');
    for (let index = 0; index < json.length; index += 1) if (json[index] !== null) json[index] = read(json[index]);
    return json;
  };
}

/** In place: JSON.parse has made every key the map's own, `__proto__` too. */
function mapReader(read: FromJson): FromJson {
  return (json) => {
    const map = requireObject(json);
    for (const key in map) if (map[key] !== null) map[key] = read(map[key]);
    return map;
  };
}

function checked(type: 'string' | 'boolean' | 'number', wanted: string): FromJson {
  return (json) => {
    if (typeof json !== type) throw jsonMismatch(json, wanted);
    return json;
  };
}

function readBlob(json: unknown): Uint8Array {
  if (typeof json !== 'string') throw jsonMismatch(json, 'Blob');
  return fromBase64(json);
}

/** Seconds that a date can hold: ECMA-262, "Time Values and Time Range". */
const MAX_SECONDS = 8.64e12;

function readTimestamp(json: unknown): Date {
  if (typeof json !== 'number' || Math.abs(json) > MAX_SECONDS) throw jsonMismatch(json, 'Timestamp');
  return new Date(Math.round(json * 1000));
}
