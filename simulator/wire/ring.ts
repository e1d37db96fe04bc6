/** The last so many of something. */
export interface Ring<T> {
  add(item: T): void;
  /** The newest last. */
  list(): T[];
}

export function createRing<T>(limit: number): Ring<T> {
  const items: T[] = [];
  let next = 0;
  return {
    add(item) {
      items[next] = item;
      next = (next + 1) % limit;
    },
    list: () => (items.length < limit ? [...items] : [...items.slice(next), ...items.slice(0, next)]),
  };
}
