import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ledger, openLedger } from './ledger.ts';
import type { Run } from './run.ts';

/** A run and what it wrote down. */
export interface KeptRun {
  run: Run;
  ledger: Ledger;
  /** Of its ledger and receipt: LAB_HOME/aws/<account>/<run>. */
  folder: string;
}

type Now = () => number;

/** The run that was begun in this home (LAB_HOME/aws/<account>) and not yet cleaned up; undefined without one, or without its ledger. */
export function findCurrentRun(home: string, now: Now = Date.now): KeptRun | undefined {
  const id = readPointer(home);
  return id === undefined ? undefined : openRun(home, id, now);
}

/** As `findCurrentRun`, for the run of that id. */
export function openRun(home: string, id: string, now: Now = Date.now): KeptRun | undefined {
  const folder = join(home, id);
  const ledger = openLedger(join(folder, 'ledger.jsonl'), now);
  const begun = ledger.entries().find(({ event }) => event === 'begun');
  return begun?.event === 'begun' ? { run: begun.run, ledger, folder } : undefined;
}

/**
 * Writes down that a run begins, first in its ledger, then as the current one. Where another has just been begun by another
 * program, that one is it: there is never a second.
 */
export function beginRun(home: string, run: Run, now: Now = Date.now): KeptRun {
  const ledger = openLedger(join(home, run.id, 'ledger.jsonl'), now);
  if (ledger.entries().length === 0) ledger.write({ event: 'begun', run });
  pointTo(home, run.id);
  return findCurrentRun(home, now) ?? { run, ledger, folder: join(home, run.id) };
}

/** Nothing of the run is left: its ledger and receipt stay, and the next setup begins another. */
export function endRun(home: string): void {
  rmSync(pointerIn(home), { force: true });
}

const pointerIn = (home: string) => join(home, 'current-run');

function readPointer(home: string): string | undefined {
  try {
    return readFileSync(pointerIn(home), 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Made only if there is none; one that leads to no ledger is worth nothing and gives way. */
function pointTo(home: string, id: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (existsSync(pointerIn(home)) && !findCurrentRun(home)) endRun(home);
  try {
    writeFileSync(pointerIn(home), `${id}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
