import { type Flags, flag } from './flags.ts';
import { findAll } from './jsonpath.ts';

/**
 * The items as `--sort-by` wants them: numbers by value, all else as text, in which times of one form are in order too.
 * Items that are equal keep the server's order.
 */
export function inOrder<Item>(items: Item[], flags: Flags, objectOf: (item: Item) => unknown): Item[] {
  const path = flag(flags, 'sort-by')?.replace(/^\{|\}$/g, '');
  if (path === undefined) return items;
  const keyed = items.map((item) => ({ item, key: findAll(path, objectOf(item))[0] }));
  return keyed.sort((one, other) => compare(one.key, other.key)).map(({ item }) => item);
}

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [String(one ?? ''), String(other ?? '')];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
