type Json = Record<string, unknown>;

/** A copy of an object, to be written into by names that a client chose: without a prototype `__proto__` is one of them. */
export function openMap(value: unknown): Json {
  return Object.assign(Object.create(null), typeof value === 'object' && !Array.isArray(value) ? value : undefined);
}
