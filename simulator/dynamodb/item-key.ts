import { invalidParameter, validationError } from './dynamodb-errors.ts';
import { type IndexRow, type KeyAttribute, type Keyed, keyAttributes, type TableRow } from './tables.ts';
import { binaryLength, utf8Length } from './value/item-size.ts';
import { type StoredItem, type StoredValue, typeOf } from './value/stored-value.ts';

const MAX_PARTITION_KEY_BYTES = 2048;
const MAX_SORT_KEY_BYTES = 1024;

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
  for (const attribute of attributes) requireKeyValue(table, attribute, key[attribute.name]);
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
    requireKeyValue(table, attribute, value);
  }
}

/** Checks that the keys of indexes, as far as an item has them, can be. Errors: ValidationException. */
export function requireIndexKeysIn(table: TableRow, item: StoredItem): void {
  for (const { index, attribute, value } of indexKeysIn(table, item)) {
    if (value[attribute.type] !== '') continue;
    throw emptyIndexKey(
      'A value specified for a secondary index key is not supported.',
      `${emptyKey(attribute)} IndexName: ${index.name}, IndexKey: ${attribute.name}`,
    );
  }
}

/** The same after an update, of which AWS speaks otherwise. */
export function requireIndexKeysAfter(table: TableRow, item: StoredItem): void {
  for (const { attribute, value } of indexKeysIn(table, item)) {
    if (value[attribute.type] !== '') continue;
    throw emptyIndexKey(
      'The update expression attempted to update a secondary index key to a value that is not supported.',
      emptyKey(attribute),
    );
  }
}

/** AWS looks at indexes in the order of their names. Errors: ValidationException for types and sizes. */
function* indexKeysIn({ indexes = [] }: TableRow, item: StoredItem) {
  for (const index of [...indexes].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    for (const attribute of keyAttributes(index)) {
      const value = Object.hasOwn(item, attribute.name) ? item[attribute.name] : undefined;
      if (!value) continue;
      requireIndexKeyType(index, attribute, value);
      requireKeySize(index, attribute, value);
      yield { index, attribute, value };
    }
  }
}

function requireIndexKeyType({ name: index }: IndexRow, { name, type }: KeyAttribute, value: StoredValue): void {
  if (value[type] !== undefined) return;
  const types = `Expected: ${type} Actual: ${typeOf(value)}`;
  throw invalidParameter(`Type mismatch for Index Key ${name} ${types} IndexName: ${index}`);
}

function emptyIndexKey(problem: string, detail: string) {
  return validationError(`One or more parameter values are not valid. ${problem} ${detail}`);
}

function requireKeyValue(table: TableRow, attribute: KeyAttribute, value: StoredValue | undefined): void {
  if (value?.[attribute.type] === '') {
    throw validationError(`One or more parameter values are not valid. ${emptyKey(attribute)} Key: ${attribute.name}`);
  }
  requireKeySize(table, attribute, value);
}

function requireKeySize({ partitionKey }: Keyed, attribute: KeyAttribute, value: StoredValue | undefined): void {
  const bytes = keyBytes(attribute, value);
  if (attribute === partitionKey && bytes > MAX_PARTITION_KEY_BYTES) {
    // AWS has no space here.
    throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
  }
  if (attribute !== partitionKey && bytes > MAX_SORT_KEY_BYTES) {
    throw invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
  }
}

function emptyKey({ type }: KeyAttribute): string {
  const kind = type === 'S' ? 'string' : 'binary';
  return `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
}

function keyBytes({ type }: KeyAttribute, value: StoredValue | undefined): number {
  if (type === 'S') return utf8Length(value?.S ?? '');
  return type === 'B' ? binaryLength(value?.B ?? '') : 0;
}
