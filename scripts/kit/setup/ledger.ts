import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { explainWriteError } from '../../../host/host-error.ts';
import type { Run } from './run.ts';

/** A thing in the account. */
export interface Thing {
  /** In plain words, such as `stack`, `role` or `AWS::EC2::VPC`. */
  kind: string;
  name: string;
}

/**
 * `begun` is the first; of each thing `intended` is written before the call that makes it and `removing` before the one
 * that removes it, `made`, `failed` and `gone` after; what is part of a stack names it. `noted`: what clean-up must know when it cannot be asked any more.
 */
export type Entry = { at: string } & (
  | { event: 'begun'; run: Run }
  | ({ event: 'intended' | 'made' | 'failed' | 'removing' | 'gone' | 'noted'; reason?: string; stack?: string } & Thing)
);
type WithoutTime<One> = One extends Entry ? Omit<One, 'at'> : never;

/** What a run meant to do, and did: a file that only grows, one line of JSON for each event. */
export interface Ledger {
  entries(): Entry[];
  /** On disk when this returns, so that whatever ends the program next, the line is there. Errors: HostError. */
  write(entry: WithoutTime<Entry>): void;
}

/** The ledger in a file of mode 0600, made with the first entry. `now`: ms since the epoch. */
export function openLedger(path: string, now: () => number): Ledger {
  return {
    entries: () => readEntries(path),
    write: (entry) => append(path, `${JSON.stringify({ at: new Date(now()).toISOString(), ...entry })}\n`),
  };
}

/** A line that was cut off in the middle was never acted upon: the call comes after the whole line. */
function readEntries(path: string): Entry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => parse(line) ?? []);
}

function parse(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}

function append(path: string, line: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const isCutOff = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, 'utf8'));
    writeDurably(path, isCutOff ? `\n${line}` : line);
  } catch (error) {
    throw explainWriteError(error, path);
  }
}

function writeDurably(path: string, text: string): void {
  const isNew = !existsSync(path);
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // A new file is there after a power cut only if its folder says so.
  if (isNew) syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
