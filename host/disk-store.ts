import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Store, StoreError } from '../simulator/state/store.ts';
import { explainWriteError, HostError } from './host-error.ts';
import { lockDirectory } from './lock.ts';

/** A store with an end: `close` gives the directory's lock back. */
export interface DiskStore extends Store {
  close(): void;
}

/**
 * The store under `directory`: `journal.jsonl`, `blobs/`, and a lock that keeps a second local cloud out.
 *
 * A line is handed to the kernel before `append` returns, so it survives `kill -9`; a power cut may lose the last few.
 * Errors: HostError Locked, DiskFull, NotWritable.
 */
export function openDiskStore(directory: string): DiskStore {
  const blobs = join(directory, 'blobs');
  attempt(directory, () => mkdirSync(blobs, { recursive: true, mode: 0o700 }));
  const unlock = attempt(directory, () => lockDirectory(directory));
  const journal = openJournal(join(directory, 'journal.jsonl'));
  return {
    ...journal,
    readBlob: (id) => readIfThere(blobPath(blobs, id)),
    writeBlob(id, bytes) {
      try {
        replaceFile(blobPath(blobs, id), [bytes]);
      } catch (error) {
        throw asStoreError(error);
      }
    },
    deleteBlob: (id) => rmSync(blobPath(blobs, id), { force: true }),
    close() {
      journal.close();
      unlock();
    },
  };
}

function openJournal(path: string) {
  let file = attempt(path, () => openSync(path, 'a', 0o600));
  let length = wholeLength(path);
  return {
    read: () => readLines(path),
    append(line: string) {
      const bytes = Buffer.from(`${line}\n`);
      try {
        writeAll(file, bytes);
        length += bytes.length;
      } catch (error) {
        // A half-written line must not swallow the next one.
        truncateSync(path, length);
        throw asStoreError(explainWriteError(error, path));
      }
    },
    rewrite(lines: Iterable<string>) {
      length = replaceFile(path, eachLine(lines));
      closeSync(file);
      file = openSync(path, 'a', 0o600);
    },
    close: () => closeSync(file),
  };
}

function* eachLine(lines: Iterable<string>): Generator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

/** The state does not know of this machine: what has a remedy is told in the store's own words. */
function asStoreError(error: unknown): unknown {
  return error instanceof HostError ? new StoreError(error.message, { cause: error }) : error;
}

/** Cuts off a last line without its end (the process died while writing it) and returns what is left. */
function wholeLength(path: string): number {
  const bytes = readFileSync(path);
  const length = bytes.lastIndexOf(0x0a) + 1;
  if (length < bytes.length) truncateSync(path, length);
  return length;
}

function readLines(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

/** Writes beside the file and renames over it: readers see the old bytes or the new ones. Returns the new length. */
function replaceFile(path: string, chunks: Iterable<Uint8Array>): number {
  const beside = `${path}.new`;
  try {
    const length = writeFile(beside, chunks);
    renameSync(beside, path);
    return length;
  } catch (error) {
    // On a full disk every byte counts.
    rmSync(beside, { force: true });
    throw explainWriteError(error, path);
  }
}

function writeFile(path: string, chunks: Iterable<Uint8Array>): number {
  const file = openSync(path, 'w', 0o600);
  let length = 0;
  try {
    for (const chunk of chunks) {
      writeAll(file, chunk);
      length += chunk.length;
    }
    return length;
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Blob ids are hashes; anything else could name a file outside of the directory. */
function blobPath(directory: string, id: string): string {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(id)) throw new Error(`Not a blob id: ${JSON.stringify(id)}`);
  return join(directory, id);
}

function attempt<Result>(path: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw explainWriteError(error, path);
  }
}
