import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { fromBase64, toBase64 } from '../../base64.ts';
import { invalidParameter, validationError } from '../dynamodb-errors.ts';
import { normalizeNumber } from './decimal.ts';

/** An attribute value as it is kept: plain JSON, so bytes are base64; numbers are in their normal form. */
export interface StoredValue {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: StoredValue[];
  M?: StoredItem;
}
export type StoredItem = Record<string, StoredValue>;
export type ValueType = keyof StoredValue;

export const VALUE_TYPES: ValueType[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'];

/** The one type that a value has. */
export function typeOf(value: StoredValue): ValueType {
  return VALUE_TYPES.find((type) => value[type] !== undefined) ?? 'NULL';
}

/** Checks a received item and puts it in its stored form. Errors: ValidationException. */
export function storedItem(item: Record<string, AttributeValue> | undefined): StoredItem {
  return mapValues(item ?? {}, (value) => storedValue(value));
}

// The attribute itself is the first level. Measured, as is the text, by paritysuite/dynamodb-conformance.
const MAX_LEVELS = 32;

/** Errors: ValidationException for a value, or a part of it, that is too deep in lists and maps. */
function requireLevel(level: number): void {
  if (level <= MAX_LEVELS) return;
  throw validationError(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  );
}

/** Updates may put what is deep in itself still deeper. Errors: ValidationException. */
export function requireLevels(values: StoredValue[], level = 1): void {
  for (const { M: members, L: elements } of values) {
    requireLevel(level);
    requireLevels(members ? Object.values(members) : (elements ?? []), level + 1);
  }
}

/** `level` counts the value and the lists and maps around it. Errors: ValidationException. */
export function storedValue(value: AttributeValue, level = 1): StoredValue {
  requireLevel(level);
  const types = countTypes(value);
  if (types === 0) {
    throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (types > 1) {
    const problem = 'has more than one datatypes set, must contain exactly one of the supported datatypes';
    throw validationError(`Supplied AttributeValue ${problem}`);
  }
  return store(value, level);
}

function countTypes(value: AttributeValue): number {
  let count = 0;
  for (const type of VALUE_TYPES) if (value[type as keyof AttributeValue] !== undefined) count += 1;
  return count;
}

function store(value: AttributeValue, level: number): StoredValue {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: normalizeNumber(value.N) };
  if (value.B !== undefined) return { B: toBase64(value.B) };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.SS !== undefined) return { SS: requireSet(value.SS, 'An string set  may not be empty') };
  if (value.NS !== undefined)
    return { NS: requireSet(value.NS.map(normalizeNumber), 'An number set  may not be empty') };
  if (value.BS !== undefined) return { BS: requireSet(value.BS.map(toBase64), 'Binary sets should not be empty') };
  if (value.L !== undefined) return { L: value.L.map((element) => storedValue(element, level + 1)) };
  if (value.M !== undefined) return { M: mapValues(value.M, (member) => storedValue(member, level + 1)) };
  if (value.NULL === true) return { NULL: true };
  throw invalidParameter('Null attribute value types must have the value of true');
}

function requireSet(members: string[], whenEmpty: string): string[] {
  if (members.length === 0) throw invalidParameter(whenEmpty);
  if (new Set(members).size === members.length) return members;
  throw invalidParameter(`Input collection [${members.join(', ')}] contains duplicates.`);
}

/** The item as the wire has it. */
export function wireItem(item: StoredItem): Record<string, AttributeValue> {
  return mapValues(item, wireValue);
}

function wireValue(value: StoredValue): AttributeValue {
  if (value.B !== undefined) return { B: fromBase64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(fromBase64) };
  if (value.L !== undefined) return { L: value.L.map(wireValue) };
  if (value.M !== undefined) return { M: wireItem(value.M) };
  return value as AttributeValue;
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  const changed: Record<string, To> = {};
  for (const name of Object.keys(record)) {
    const value = change(record[name] as From);
    // Assigning to this name would set the prototype.
    if (name === '__proto__') Object.defineProperty(changed, name, { value, enumerable: true });
    else changed[name] = value;
  }
  return changed;
}
