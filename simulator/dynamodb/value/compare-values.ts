import { fromBase64 } from '../../base64.ts';
import { compareNumbers } from './decimal.ts';
import type { StoredItem, StoredValue } from './stored-value.ts';
import { typeOf } from './stored-value.ts';

/** Order of two scalars of one type, as for sort; undefined if they have no order. */
export function compareValues(one: StoredValue, other: StoredValue): number | undefined {
  if (one.S !== undefined && other.S !== undefined) return compareBytes(utf8(one.S), utf8(other.S));
  if (one.N !== undefined && other.N !== undefined) return compareNumbers(one.N, other.N);
  if (one.B !== undefined && other.B !== undefined) return compareBytes(fromBase64(one.B), fromBase64(other.B));
  return undefined;
}

export function equalValues(one: StoredValue, other: StoredValue): boolean {
  const type = typeOf(one);
  if (type !== typeOf(other)) return false;
  if (one.L && other.L) return equalLists(one.L, other.L);
  if (one.M && other.M) return equalItems(one.M, other.M);
  const [members, others] = [membersOf(one), membersOf(other)];
  if (members && others) return members.length === others.length && members.every((member) => others.includes(member));
  return one[type] === other[type];
}

/** The members of a set; undefined for what is none. */
export function membersOf(value: StoredValue): string[] | undefined {
  return value.SS ?? value.NS ?? value.BS;
}

function equalLists(one: StoredValue[], other: StoredValue[]): boolean {
  return one.length === other.length && one.every((value, index) => equalValues(value, other[index] ?? {}));
}

function equalItems(one: StoredItem, other: StoredItem): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => equalValues(one[name] ?? {}, other[name] ?? {}));
}

// Texts sort by their UTF-8 bytes, not by UTF-16 units.
const utf8 = (text: string) => new TextEncoder().encode(text);

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
