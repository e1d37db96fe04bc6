import type { Store } from '../state/store.ts';

const MAX_BLOB_BYTES = 64 * 1024;
const MAX_TOTAL_BYTES = 16 * 1024 * 1024;

interface Cache {
  /** The one that has been here longest comes first. */
  blobs: Map<string, Uint8Array>;
  totalBytes: number;
}

const caches = new WeakMap<Store, Cache>();

/** A store's blob; small ones that were read lately come from memory. Blobs never change: their ids are hashes of them. */
export function readThroughCache(store: Store, id: string): Uint8Array | undefined {
  const cache = cacheOf(store);
  const known = cache.blobs.get(id);
  if (known) return known;
  const bytes = store.readBlob(id);
  if (bytes && bytes.length <= MAX_BLOB_BYTES) remember(cache, id, bytes);
  return bytes;
}

/** Before the store deletes it. */
export function forgetBlob(store: Store, id: string): void {
  const cache = cacheOf(store);
  cache.totalBytes -= cache.blobs.get(id)?.length ?? 0;
  cache.blobs.delete(id);
}

function remember(cache: Cache, id: string, bytes: Uint8Array): void {
  cache.blobs.set(id, bytes);
  cache.totalBytes += bytes.length;
  for (const [oldest, { length }] of cache.blobs) {
    if (cache.totalBytes <= MAX_TOTAL_BYTES) return;
    cache.blobs.delete(oldest);
    cache.totalBytes -= length;
  }
}

function cacheOf(store: Store): Cache {
  const known = caches.get(store);
  if (known) return known;
  const made: Cache = { blobs: new Map(), totalBytes: 0 };
  caches.set(store, made);
  return made;
}
