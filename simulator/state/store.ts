/** A store cannot keep anything just now; what it holds is whole. `message` is for whoever calls, with the remedy. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/**
 * Where the state's journal and the objects' bytes are kept. The disk's version is in host/; this one forgets.
 * `append` returns only when the line would survive the death of the process.
 *
 * Errors: `append` and `writeBlob` throw StoreError if they cannot; nothing is kept then.
 */
export interface Store {
  /** The journal's lines, oldest first; a last line cut off by a crash is left out. */
  read(): Iterable<string>;
  append(line: string): void;
  /** Replaces the whole journal, atomically. */
  rewrite(lines: Iterable<string>): void;
  /** Bytes by id (a hash): written before the journal line that names them. */
  readBlob(id: string): Uint8Array | undefined;
  writeBlob(id: string, bytes: Uint8Array): void;
  deleteBlob(id: string): void;
}

/** A store that lives as long as the process: for tests, and for the page. */
export function memoryStore(): Store {
  let lines: string[] = [];
  const blobs = new Map<string, Uint8Array>();
  return {
    read: () => [...lines],
    append: (line) => void lines.push(line),
    rewrite: (all) => {
      lines = [...all];
    },
    readBlob: (id) => blobs.get(id),
    writeBlob: (id, bytes) => void blobs.set(id, bytes),
    deleteBlob: (id) => void blobs.delete(id),
  };
}
