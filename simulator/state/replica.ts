import type { Clock } from '../runtime-services.ts';
import type { State, Table } from './state.ts';

/** How long changes of some tables take to arrive. */
export interface Lag {
  tables: RegExp;
  ms: number;
}

export interface ReplicaOptions {
  state: State;
  clock: Pick<Clock, 'now'>;
  lags: Lag[];
  /** Asked at each reading and writing: while false, everything arrives at once. */
  isLate(): boolean;
}

/** A row's value until the instant of its change. */
interface Change {
  table: string;
  key: string;
  before: unknown;
  atMs: number;
}

/**
 * Two views of one state. What `primary` writes, `replica` sees once the table's lag has passed, as a service does that
 * hears of another's changes late. Changes that were on their way when the process ended have arrived.
 */
export function createReplica({ state, clock, lags, isLate }: ReplicaOptions): { primary: State; replica: State } {
  const longestMs = Math.max(...lags.map(({ ms }) => ms));
  const lagOf = (table: string) => lags.find(({ tables }) => tables.test(table))?.ms;
  const tables = new Map<string, Table<unknown>>();
  let changes: Change[] = [];

  function note(table: string, key: string, before: unknown): void {
    const now = clock.now();
    changes = isLate() ? changes.filter(({ atMs }) => atMs > now - longestMs) : [];
    if (isLate()) changes.push({ table, key, before, atMs: now });
  }

  /** The rows of a table that have not arrived, as they were. */
  function outdated(table: string, lagMs: number): Map<string, unknown> {
    const since = clock.now() - lagMs;
    const rows = new Map<string, unknown>();
    for (const change of changes) {
      if (change.table !== table || change.atMs <= since || rows.has(change.key)) continue;
      rows.set(change.key, change.before);
    }
    return rows;
  }

  // Tables are asked for several times in a request.
  function primaryTable<Value>(name: string): Table<Value> {
    const known = tables.get(name);
    if (known) return known as Table<Value>;
    const table = state.table(name);
    const made = lagOf(name) === undefined ? table : notingTable(table, (key, before) => note(name, key, before));
    tables.set(name, made);
    return made as Table<Value>;
  }

  return {
    primary: { ...state, table: primaryTable },
    replica: {
      ...state,
      table<Value>(name: string) {
        const lagMs = isLate() ? lagOf(name) : undefined;
        if (lagMs === undefined) return state.table<Value>(name);
        return outdatedTable(primaryTable<Value>(name), outdated(name, lagMs) as Map<string, Value | undefined>);
      },
    },
  };
}

function notingTable<Value>(table: Table<Value>, note: (key: string, before: Value | undefined) => void): Table<Value> {
  return {
    ...table,
    put(key, value) {
      note(key, table.get(key));
      table.put(key, value);
    },
    delete(key) {
      if (table.has(key)) note(key, table.get(key));
      return table.delete(key);
    },
    get size() {
      return table.size;
    },
  };
}

/** `before` says what some keys held; undefined where there was nothing. */
function outdatedTable<Value>(table: Table<Value>, before: Map<string, Value | undefined>): Table<Value> {
  const get = (key: string) => (before.has(key) ? before.get(key) : table.get(key));
  const rows = () => {
    const keys = new Set([...table.keys(), ...before.keys()]);
    return new Map(
      [...keys].flatMap((key): [string, Value][] => {
        const value = get(key);
        return value === undefined ? [] : [[key, value]];
      }),
    );
  };
  return {
    ...table,
    get,
    has: (key) => get(key) !== undefined,
    keys: () => rows().keys(),
    values: () => rows().values(),
    entries: () => rows().entries(),
    get size() {
      return rows().size;
    },
  };
}
