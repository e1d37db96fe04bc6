import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { State } from '../state/state.ts';
import { blobUsesIn } from './tables.ts';

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

/** One object less. Call `dropUnused` once the transaction is through. */
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
export async function dropUnused(state: State, ids: readonly (string | undefined)[]): Promise<void> {
  await Promise.resolve();
  for (const id of ids) if (id !== undefined && !blobUsesIn(state).has(id)) state.store.deleteBlob(id);
}

/** The bytes of an object. Throws if they are lost: a bug, or somebody has deleted files. */
export function readBlob(state: State, id: string): Uint8Array {
  const bytes = state.store.readBlob(id);
  if (!bytes) throw new Error(`The bytes of blob ${id} are lost`);
  return bytes;
}
