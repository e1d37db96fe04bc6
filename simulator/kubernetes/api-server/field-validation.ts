import { badRequest } from '../status-error.ts';
import { type FieldType, isOpaque, jsonFields, OPAQUE } from './api-types.ts';

type Json = Record<string, unknown>;

/**
 * Checks an object's fields against its type. A value of the wrong type is always refused; an unknown field only with
 * `fieldValidation=Strict`, otherwise it is dropped on decoding, as Kubernetes does. Throws BadRequest.
 */
export function checkFields(typeName: string, object: Json, fieldValidation: string | null): void {
  const unknown: string[] = [];
  checkObject(typeName, object, '', unknown);
  if (fieldValidation === 'Strict' && unknown.length > 0) {
    const list = unknown.map((path) => `unknown field "${path}"`).join(', ');
    throw badRequest(
      `${object.kind} in version "${versionOf(object)}" cannot be handled as a ${object.kind}: strict decoding error: ${list}`,
    );
  }
}

const versionOf = (object: Json) =>
  String(object.apiVersion ?? '')
    .split('/')
    .pop() ?? '';

function checkObject(typeName: string, object: Json, path: string, unknown: string[]): void {
  const fields = jsonFields(typeName);
  if (!fields) return;
  for (const [name, value] of Object.entries(object)) {
    const field = fields[name];
    const where = path ? `${path}.${name}` : name;
    if (value === null) continue;
    if (field) checkField(field, value, where, unknown);
    else {
      unknown.push(where);
      delete object[name];
    }
  }
}

function checkField(field: FieldType, value: unknown, path: string, unknown: string[]): void {
  if (field.shape === 'list') {
    if (!Array.isArray(value)) throw wrongType(path, value, 'an array');
    for (const [index, item] of value.entries()) checkValue(field.type, item, `${path}[${index}]`, unknown);
  } else if (field.shape === 'map') {
    if (!isObject(value)) throw wrongType(path, value, 'a map');
    for (const [key, item] of Object.entries(value)) checkValue(field.type, item, `${path}.${key}`, unknown);
  } else {
    checkValue(field.type, value, path, unknown);
  }
}

function checkValue(type: string, value: unknown, path: string, unknown: string[]): void {
  if (isOpaque(type)) checkOpaque(type, value, path);
  else if (!type.includes('.')) checkScalar(type, value, path);
  else if (isObject(value)) checkObject(type, value, path, unknown);
  else if (value !== null) throw wrongType(path, value, 'an object');
}

function checkScalar(type: string, value: unknown, path: string): void {
  const wanted = type === 'bool' ? 'boolean' : type === 'string' || type === 'bytes' ? 'string' : 'number';
  if (value !== null && typeof value !== wanted) throw wrongType(path, value, `a ${wanted}`);
}

function checkOpaque(type: string, value: unknown, path: string): void {
  if ((type === OPAQUE.time || type === OPAQUE.microTime) && typeof value !== 'string') {
    throw wrongType(path, value, 'a time');
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function wrongType(path: string, value: unknown, wanted: string) {
  const got = Array.isArray(value) ? 'array' : typeof value;
  return badRequest(`json: cannot unmarshal ${got} into field ${path}: ${wanted} is wanted`);
}
