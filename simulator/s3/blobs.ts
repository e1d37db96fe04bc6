import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { State } from '../state/state.ts';
import { forgetBlob, readThroughCache } from './blob-cache.ts';
import type { ByteRange } from './byte-range.ts';
import { blobUsesIn, type StoredObject } from './tables.ts';

type Bytes = Pick<StoredObject, 'blobId' | 'parts' | 'size'>;

interface Piece {
  blobId: string;
  size: number;
}

/** Keeps bytes under their hash, once however many objects have them. The blob is on disk before any row names it. */
export function keepBlob(state: State, bytes: Uint8Array): string {
  const id = bytesToHex(sha256(bytes));
  const uses = blobUsesIn(state);
  const count = uses.get(id)?.count ?? 0;
  if (count === 0) state.store.writeBlob(id, bytes);
  uses.put(id, { count: count + 1 });
  return id;
}

/** One more object with bytes that are kept already. */
export function shareBlob(state: State, id: string): void {
  blobUsesIn(state).put(id, { count: (blobUsesIn(state).get(id)?.count ?? 0) + 1 });
}

/** What an object's bytes consist of, in order. */
export function piecesOf({ parts, blobId = '', size }: Bytes): Piece[] {
  return parts ?? [{ blobId, size }];
}

/** One object less, if there was one. Returns what to give to `dropUnused` at the end of the transaction. */
export function releaseBytes(state: State, object: Bytes | undefined): string[] {
  const ids = object ? piecesOf(object).map(({ blobId }) => blobId) : [];
  for (const id of ids) releaseBlob(state, id);
  return ids;
}

/** One part or object less with these bytes. */
export function releaseBlob(state: State, id: string): void {
  const uses = blobUsesIn(state);
  const left = (uses.get(id)?.count ?? 1) - 1;
  if (left > 0) uses.put(id, { count: left });
  else uses.delete(id);
}

/**
 * Deletes the bytes that no object has any more. Waits first: the rows must be gone from the journal before the bytes
 * are, or a crash between the two would leave an object without them.
 */
export async function dropUnused(state: State, ids: readonly string[]): Promise<void> {
  await Promise.resolve();
  for (const id of ids) {
    if (blobUsesIn(state).has(id)) continue;
    forgetBlob(state.store, id);
    state.store.deleteBlob(id);
  }
}

/** The bytes of an object, or a range of them. They may be those of the store itself: not to be changed. */
export function readBytes(state: State, object: Bytes, range: ByteRange = { start: 0, end: object.size }): Uint8Array {
  const { start, end } = range;
  let gathered: Uint8Array | undefined;
  let at = 0;
  for (const { blobId, size } of piecesOf(object)) {
    const [from, to] = [Math.max(start, at), Math.min(end, at + size)];
    if (from < to) {
      const bytes = readBlob(state, blobId).subarray(from - at, to - at);
      // Most ranges lie in one piece, and need no copy.
      if (from === start && to === end) return bytes;
      gathered ??= new Uint8Array(end - start);
      gathered.set(bytes, from - start);
    }
    at += size;
  }
  return gathered ?? new Uint8Array(0);
}

/** Throws if they are lost: a bug, or somebody has deleted files. */
export function readBlob(state: State, id: string): Uint8Array {
  const bytes = readThroughCache(state.store, id);
  if (!bytes) throw new Error(`The bytes of blob ${id} are lost`);
  return bytes;
}
