import type { KubeObject } from '../storage.ts';
import { type FieldError, forbiddenField, invalidValue, tooLong } from './invalid.ts';

const KEY = '[-._a-zA-Z0-9]+';
const KEY_TEXT = `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '${KEY}')`;
const MAX_BYTES = 1024 * 1024;

/** A ConfigMap's or Secret's keys and size; an immutable one's update. kubernetes ValidateConfigMap, ValidateSecret */
export function validateData(object: KubeObject, before?: KubeObject): FieldError[] {
  const data = (object.data ?? {}) as Record<string, string>;
  const binary = (object.binaryData ?? {}) as Record<string, string>;
  const values = Object.entries({ ...data, ...binary });
  const errors = values
    .filter(([key]) => !new RegExp(`^${KEY}$`).test(key) || key.length > 253)
    .map(([key]) => invalidValue(`data[${key}]`, key, KEY_TEXT));
  const bytes = values.reduce((sum, [, value]) => sum + value.length, 0);
  if (bytes > MAX_BYTES) errors.push(tooLong('', MAX_BYTES));
  if (before?.immutable && JSON.stringify(before.data) !== JSON.stringify(object.data)) {
    errors.push(forbiddenField('data', 'field is immutable when `immutable` is set'));
  }
  return errors;
}
