import { Reader } from 'protobufjs/minimal.js';
import { toBase64 } from '../../base64.ts';
import { badRequest } from '../status-error.ts';
import { timestamp } from '../timestamp.ts';
import { type FieldType, findType, type ObjectType, OPAQUE, typeNameOfObject } from './api-types.ts';

type Json = Record<string, unknown>;

const MAGIC = 'k8s\0';

/**
 * Decodes a body of `application/vnd.kubernetes.protobuf` to the JSON it stands for: `k8s\0`, then a runtime.Unknown
 * with the type and the object's message. apimachinery pkg/runtime/serializer/protobuf. Throws BadRequest.
 */
export function decodeProtobuf(body: Uint8Array): Json {
  if (new TextDecoder().decode(body.subarray(0, 4)) !== MAGIC)
    throw badRequest('provided data does not appear to be a protobuf message');
  try {
    return decodeUnknown(Reader.create(body.subarray(4)));
  } catch (error) {
    throw badRequest(`unable to decode the protobuf body: ${error instanceof Error ? error.message : error}`);
  }
}

function decodeUnknown(reader: Reader): Json {
  let apiVersion = '';
  let kind = '';
  let raw: Uint8Array = new Uint8Array();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) [apiVersion, kind] = decodeTypeMeta(reader);
    else if (tag >>> 3 === 2) raw = reader.bytes();
    else reader.skipType(tag & 7);
  }
  const type = findType(typeNameOfObject(apiVersion, kind));
  if (!type) throw new Error(`no kind "${kind}" is registered for version "${apiVersion}"`);
  return { kind, apiVersion, ...decodeMessage(Reader.create(raw), type) };
}

function decodeTypeMeta(reader: Reader): [apiVersion: string, kind: string] {
  const end = reader.uint32() + reader.pos;
  const values: Record<number, string> = {};
  while (reader.pos < end) values[reader.uint32() >>> 3] = reader.string();
  return [values[1] ?? '', values[2] ?? ''];
}

function decodeMessage(reader: Reader, type: ObjectType, end = reader.len): Json {
  const fields = new Map(Object.entries(type).map(([name, field]) => [field.id, { name, field }]));
  const result: Json = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const found = fields.get(tag >>> 3);
    if (found) put(result, found.name, found.field, reader);
    else reader.skipType(tag & 7);
  }
  return result;
}

function put(result: Json, name: string, field: FieldType, reader: Reader): void {
  if (field.shape === 'map') {
    result[name] = { ...(result[name] as Json | undefined), ...decodeEntry(reader, field) };
  } else if (field.shape === 'list') {
    result[name] = [...((result[name] as unknown[] | undefined) ?? []), decodeValue(reader, field.type)];
  } else if (field.inline) {
    Object.assign(result, decodeValue(reader, field.type));
  } else {
    const value = decodeValue(reader, field.type);
    if (!isEmpty(value) && !(PLAIN.has(name) && !value)) result[name] = value;
  }
}

// Go writes the zero values of what is no pointer, and JSON leaves them out (`omitempty`): of numbers and booleans only
// these, since of the others zero is a word of the client's.
const PLAIN = new Set([
  'generation',
  'stdin',
  'stdinOnce',
  'tty',
  'hostPort',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'readOnly',
  'minReadySeconds',
  'paused',
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'],
]);

const isEmpty = (value: unknown) =>
  value === '' ||
  value === undefined ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

function decodeEntry(reader: Reader, field: FieldType): Json {
  const end = reader.uint32() + reader.pos;
  let key = '';
  let value: unknown = field.type === 'string' || field.type === 'bytes' ? '' : {};
  while (reader.pos < end) {
    if (reader.uint32() >>> 3 === 1) key = reader.string();
    else value = decodeValue(reader, field.type);
  }
  return { [key]: value };
}

function decodeValue(reader: Reader, type: string): unknown {
  switch (type) {
    case 'string':
      return reader.string();
    case 'bool':
      return reader.bool();
    case 'int32':
      return reader.int32();
    case 'int64':
      return Number(reader.int64());
    case 'double':
      return reader.double();
    case 'bytes':
      return toBase64(reader.bytes());
    default: {
      const end = reader.uint32() + reader.pos;
      return fromMessage(type, decodeMessage(reader, findType(type) ?? {}, end));
    }
  }
}

/** Some messages are written as scalars in JSON. */
function fromMessage(type: string, message: Json): unknown {
  if (type === OPAQUE.quantity) return message.string;
  if (type === OPAQUE.intOrString) return message.type === 1 ? message.strVal : (message.intVal ?? 0);
  if (type === OPAQUE.time || type === OPAQUE.microTime) {
    return message.seconds === undefined ? undefined : timestamp(Number(message.seconds) * 1000);
  }
  if (type === OPAQUE.fields || type === OPAQUE.raw) return message.Raw ? JSON.parse(atob(String(message.Raw))) : {};
  return OPAQUE.extra.includes(type) ? (message.items ?? []) : message;
}
