import { compareKeys } from './key-order.ts';
import type { StoredObject } from './tables.ts';

export interface PageRequest {
  prefix: string;
  delimiter: string;
  /** Keys and common prefixes up to and including this one are left out. */
  after: string;
  maxKeys: number;
}

/** One page of a listing: objects, and the prefixes that stand for all the keys below them. */
export interface ObjectPage {
  objects: StoredObject[];
  commonPrefixes: string[];
  /** The last key or common prefix, if there are more. */
  next?: string;
}

/** The first page of what comes after `after`. */
export function objectPage(all: Iterable<StoredObject>, request: PageRequest): ObjectPage {
  const { prefix, delimiter, after, maxKeys } = request;
  const page: ObjectPage = { objects: [], commonPrefixes: [] };
  if (maxKeys === 0) return page;
  const sorted = [...all].filter(({ key }) => key.startsWith(prefix) && compareKeys(key, after) > 0).sort(byKey);
  let last = '';
  let count = 0;
  for (const object of sorted) {
    const common = commonPrefix(object.key, prefix, delimiter);
    if (common !== undefined && (common === last || after.startsWith(common))) continue;
    if (count === maxKeys) return { ...page, next: last };
    last = common ?? object.key;
    count += 1;
    if (common === undefined) page.objects.push(object);
    else page.commonPrefixes.push(common);
  }
  return page;
}

/** The key up to the first delimiter after the prefix, if there is one. */
export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

const byKey = (one: StoredObject, other: StoredObject) => compareKeys(one.key, other.key);
