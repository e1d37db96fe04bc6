import type { NormalizedSchema } from '@smithy/core/schema';
import { toBase64 } from '@smithy/core/serde';
import { once, perStructure } from './per-structure.ts';

/** Turns a value into one that JSON.stringify writes as the schema wants it. */
export type ToJson = (value: unknown) => unknown;

type Fields = Record<string, unknown>;

/** What the schema does not know is left out, and so are nulls. */
export function jsonWriter(schema: NormalizedSchema): ToJson {
  if (schema.isStructSchema()) return structureWriter(schema);
  if (schema.isListSchema()) return listWriter(jsonWriter(schema.getValueSchema()));
  if (schema.isMapSchema()) return mapWriter(jsonWriter(schema.getValueSchema()));
  if (schema.isBlobSchema()) return (value) => toBase64(value as Uint8Array);
  // No schema of ours has a timestamp in another format.
  if (schema.isTimestampSchema()) return (value) => (value as Date).getTime() / 1000;
  return (value) => value;
}

const structureWriter = perStructure((schema): ToJson => {
  const members = once(() => new Map([...schema.structIterator()].map(([name, member]) => [name, jsonWriter(member)])));
  return (value) => {
    const [writers, fields, json] = [members(), value as Fields, {} as Fields];
    for (const name in fields) {
      const [write, field] = [writers.get(name), fields[name]];
      if (write !== undefined && field !== undefined && field !== null) json[name] = write(field);
    }
    return json;
  };
});

function listWriter(write: ToJson): ToJson {
  return (value) => {
    const json: unknown[] = [];
    for (const item of value as unknown[]) if (item !== undefined && item !== null) json.push(write(item));
    return json;
  };
}

function mapWriter(write: ToJson): ToJson {
  return (value) => {
    const [map, json] = [value as Fields, emptyMap()];
    for (const key in map) if (map[key] !== undefined && map[key] !== null) json[key] = write(map[key]);
    return json;
  };
}

/** Holds any key, `__proto__` too. */
const emptyMap = (): Fields => Object.create(null);
