import { join } from 'node:path';
import { writePrivateFile } from '../../../host/write-file.ts';
import { bold, dim, green, red } from '../terminal.ts';
import { nameThing } from './describe.ts';
import type { Entry } from './ledger.ts';
import type { KeptRun } from './run-folder.ts';
import type { Scan } from './scan.ts';

/** The end of a run: what was made, what is gone, and what a scan of the account found. */
export interface Receipt extends Scan {
  run: string;
  account: string;
  region: string;
  /** ISO 8601. */
  at: string;
  made: string[];
  gone: string[];
  /** What went wrong on the way; what matters of it remains. */
  troubles: string[];
  /** True if every look was made and nothing was found. */
  isClean: boolean;
}

/** Made from the ledger and a scan. `now`: ms since the epoch. */
export function receiptOf({ run, ledger }: KeptRun, scan: Scan, troubles: string[], now: number): Receipt {
  const entries = ledger.entries();
  return {
    run: run.id,
    account: run.account,
    region: run.region,
    at: new Date(now).toISOString(),
    made: thingsOf(entries, ['made', 'removing']),
    gone: thingsOf(entries, ['gone']),
    troubles,
    isClean: scan.remaining.length === 0 && scan.unseen.length === 0,
    ...scan,
  };
}

/** What was removed must have been there, whoever wrote down that it was made. */
function thingsOf(entries: Entry[], events: Entry['event'][]): string[] {
  const things = entries.flatMap((entry) =>
    'name' in entry && events.includes(entry.event) ? [nameThing(entry)] : [],
  );
  return [...new Set(things)];
}

/** Writes receipt.json beside the ledger. Answers its path. */
export function keepReceipt({ folder }: KeptRun, receipt: Receipt): string {
  const path = join(folder, 'receipt.json');
  writePrivateFile(path, `${JSON.stringify(receipt, undefined, 2)}\n`);
  return path;
}

/** For people. */
export function renderReceipt(receipt: Receipt): string {
  const { run, account, region, at, made, gone, looked, unseen, remaining, troubles } = receipt;
  return [
    bold(`Receipt of run ${run}: account ${account}, ${region}, ${at}`),
    section(`Made, ${made.length}`, made),
    section(`Gone, ${gone.length}`, gone),
    section('Looked at', looked),
    ...(troubles.length > 0 ? [section('On the way', troubles)] : []),
    ...(unseen.length > 0 ? [section(red('Could not be looked at'), unseen)] : []),
    remaining.length > 0 ? section(red(`Still there, ${remaining.length}`), remaining) : green('Still there: 0'),
  ].join('\n');
}

const section = (title: string, lines: string[]) => [title, ...lines.map((line) => dim(`    ${line}`))].join('\n');
