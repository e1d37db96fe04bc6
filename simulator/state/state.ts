import type { Store } from './store.ts';

/** Raised by `openState` when the journal was written by another version of the workshop. */
export class StateVersionError extends Error {
  readonly code = 'StateVersion';
}

/** One named table. Values are plain JSON and never changed in place: read, copy, `put`. Keys keep insertion order. */
export interface Table<Value> {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  put(key: string, value: Value): void;
  /** True if there was something to delete. */
  delete(key: string): boolean;
  keys(): IterableIterator<string>;
  values(): IterableIterator<Value>;
  entries(): IterableIterator<[string, Value]>;
  readonly size: number;
}

export interface State {
  /** The table of that name, made on first use. Names read like paths: `111122223333/iam/roles`. */
  table<Value>(name: string): Table<Value>;
  /** Table names that hold at least one row. */
  tableNames(): string[];
  /**
   * Runs `change`; its writes reach the journal as one record, or, if it throws, none of them happened. Must not await:
   * what runs after the first await is outside. Nested calls join the outer one.
   */
  transaction<Result>(change: () => Result): Result;
  store: Store;
}

type Write = [table: string, key: string, value: unknown];
const VERSION = 4;
const DELETED = undefined;

/**
 * Opens the state that `store` holds, and compacts its journal.
 *
 * Errors: StateVersionError if another version wrote it; nothing is changed then.
 */
export function openState(store: Store): State {
  const tables = new Map<string, Map<string, unknown>>();
  // Tables are asked for at every request: one object each.
  const opened = new Map<string, unknown>();
  const rows = (name: string) => {
    const found = tables.get(name);
    if (found) return found;
    const made = new Map<string, unknown>();
    tables.set(name, made);
    return made;
  };
  replay(store, rows);
  store.rewrite(snapshot(tables));

  let pending: Write[] | undefined;
  let undo: Write[] = [];
  const write = (name: string, key: string, value: unknown) => {
    const target = rows(name);
    if (pending) {
      undo.push([name, key, target.get(key)]);
      pending.push([name, key, value]);
    } else {
      // First: what the store cannot keep has not happened.
      store.append(JSON.stringify([[name, key, value]]));
    }
    apply(target, key, value);
  };

  return {
    store,
    tableNames: () => [...tables].filter(([, entries]) => entries.size > 0).map(([name]) => name),
    table<Value>(name: string) {
      const known = opened.get(name);
      if (known) return known as Table<Value>;
      const table = openTable<Value>(name, rows(name) as Map<string, Value>, write);
      opened.set(name, table);
      return table;
    },
    transaction(change) {
      if (pending) return change();
      pending = [];
      undo = [];
      try {
        const result = change();
        const writes = pending;
        if (writes.length > 0) store.append(JSON.stringify(writes));
        return result;
      } catch (error) {
        for (const [name, key, before] of undo.reverse()) apply(rows(name), key, before);
        throw error;
      } finally {
        pending = undefined;
        undo = [];
      }
    },
  };
}

function openTable<Value>(
  name: string,
  rows: Map<string, Value>,
  write: (name: string, key: string, value: unknown) => void,
): Table<Value> {
  return {
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    put: (key, value) => write(name, key, value),
    delete(key) {
      if (!rows.has(key)) return false;
      write(name, key, DELETED);
      return true;
    },
    keys: () => rows.keys(),
    values: () => rows.values(),
    entries: () => rows.entries(),
    get size() {
      return rows.size;
    },
  };
}

function apply(rows: Map<string, unknown>, key: string, value: unknown): void {
  if (value === DELETED || value === null) rows.delete(key);
  else rows.set(key, value);
}

function replay(store: Store, rows: (name: string) => Map<string, unknown>): void {
  let first = true;
  for (const line of store.read()) {
    const record = JSON.parse(line) as { version?: number } | Write[];
    if (first && !(Array.isArray(record) ? false : record.version === VERSION)) {
      throw new StateVersionError(
        `The saved state is of another version of the workshop (this one reads version ${VERSION}).`,
      );
    }
    first = false;
    if (Array.isArray(record)) for (const [name, key, value] of record) apply(rows(name), key, value);
  }
}

function* snapshot(tables: Map<string, Map<string, unknown>>): Generator<string> {
  yield JSON.stringify({ version: VERSION });
  for (const [name, rows] of tables) for (const [key, value] of rows) yield JSON.stringify([[name, key, value]]);
}
