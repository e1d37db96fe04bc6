import type { StatusError } from '../status-error.ts';
import { type FieldType, isOpaque, jsonFields, OPAQUE } from './api-types.ts';

type Json = Record<string, unknown>;

/** The error for an object that cannot be decoded, in the words of the request. */
export type Refuse = (cause: string) => StatusError;

/**
 * Checks an object's fields against its type, and drops what is not in it, as decoding does. Answers the paths of what was
 * dropped. Throws what `refuse` makes of a value of the wrong type.
 */
export function dropUnknownFields(typeName: string, object: Json, refuse: Refuse): string[] {
  const unknown: string[] = [];
  checkObject({ unknown, refuse }, typeName, object, '');
  return unknown;
}

interface Check {
  unknown: string[];
  refuse: Refuse;
}

/** A field as Go's decoder names it. */
interface Place {
  /** `spec.containers[0].name` */
  path: string;
  /** The struct that has the field: `Container`. */
  struct: string;
}

function checkObject(check: Check, typeName: string, object: Json, path: string): void {
  const fields = jsonFields(typeName);
  if (!fields) return;
  const struct = typeName.split('.').at(-1) ?? '';
  for (const [name, value] of Object.entries(object)) {
    const field = fields[name];
    const where = path ? `${path}.${name}` : name;
    if (value === null) continue;
    if (field) checkField(check, field, value, { path: where, struct });
    else {
      check.unknown.push(where);
      delete object[name];
    }
  }
}

function checkField(check: Check, field: FieldType, value: unknown, place: Place): void {
  const { path } = place;
  if (field.shape === 'list') {
    if (!Array.isArray(value)) throw check.refuse(mismatch(value, place, `[]${goType(field.type)}`));
    for (const [index, item] of value.entries())
      checkValue(check, field.type, item, { ...place, path: `${path}[${index}]` });
  } else if (field.shape === 'map') {
    if (!isObject(value)) throw check.refuse(mismatch(value, place, `map[string]${goType(field.type)}`));
    for (const [key, item] of Object.entries(value))
      checkValue(check, field.type, item, { ...place, path: `${path}.${key}` });
  } else {
    checkValue(check, field.type, value, place);
  }
}

function checkValue(check: Check, type: string, value: unknown, place: Place): void {
  if (value === null) return;
  const fits = isOpaque(type)
    ? fitsOpaque(type, value)
    : type.includes('.')
      ? isObject(value)
      : fitsScalar(type, value);
  if (!fits) throw check.refuse(mismatch(value, place, goType(type)));
  if (!isOpaque(type) && isObject(value)) checkObject(check, type, value, place.path);
}

function fitsScalar(type: string, value: unknown): boolean {
  const wanted = type === 'bool' ? 'boolean' : type === 'string' || type === 'bytes' ? 'string' : 'number';
  return typeof value === wanted && (!type.startsWith('int') || Number.isInteger(value));
}

const fitsOpaque = (type: string, value: unknown) =>
  (type !== OPAQUE.time && type !== OPAQUE.microTime) || typeof value === 'string';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `io.k8s.api.core.v1.Container` → `v1.Container`; bytes are a slice. */
const goType = (type: string) => (type === 'bytes' ? '[]uint8' : type.split('.').slice(-2).join('.'));

/** encoding/json UnmarshalTypeError: indexes are not part of its path. */
function mismatch(value: unknown, { path, struct }: Place, wanted: string): string {
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const got = kind === 'number' && wanted.startsWith('int') ? `number ${value}` : kind;
  return `json: cannot unmarshal ${got} into Go struct field ${struct}.${path.replaceAll(/\[\d+\]/g, '')} of type ${wanted}`;
}
