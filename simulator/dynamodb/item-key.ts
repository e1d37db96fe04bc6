import { invalidParameter, validationError } from './dynamodb-errors.ts';
import { type KeyAttribute, keyAttributes, type TableRow } from './tables.ts';
import { type StoredItem, type StoredValue, typeOf } from './value/stored-value.ts';

/** The text under which an item is kept. Its key must have been checked. */
export function itemKey(table: TableRow, item: StoredItem): string {
  return JSON.stringify(keyAttributes(table).map(({ name, type }) => item[name]?.[type] ?? ''));
}

/** Checks the Key of a request: the key attributes, all of them, and nothing else. Errors: ValidationException. */
export function requireKey(table: TableRow, key: StoredItem): void {
  const attributes = keyAttributes(table);
  const matches = attributes.every(({ name, type }) => key[name]?.[type] !== undefined);
  if (!matches || Object.keys(key).length !== attributes.length) {
    throw validationError('The provided key element does not match the schema');
  }
  for (const attribute of attributes) requireNotEmpty(attribute, key[attribute.name]);
}

/** Checks that an item to be put has its key attributes, of the right types. Errors: ValidationException. */
export function requireKeyIn(table: TableRow, item: StoredItem): void {
  for (const attribute of keyAttributes(table)) {
    const value = item[attribute.name];
    if (value === undefined) throw invalidParameter(`Missing the key ${attribute.name} in the item`);
    if (value[attribute.type] === undefined) {
      const types = `expected: ${attribute.type} actual: ${typeOf(value)}`;
      throw invalidParameter(`Type mismatch for key ${attribute.name} ${types}`);
    }
    requireNotEmpty(attribute, value);
  }
}

function requireNotEmpty({ name, type }: KeyAttribute, value: StoredValue | undefined): void {
  if (value?.[type] !== '') return;
  const kind = type === 'S' ? 'string' : 'binary';
  throw validationError(
    'One or more parameter values are not valid. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
  );
}
