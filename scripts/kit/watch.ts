import { clearScreenDown, moveCursor } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import type { Verdict } from '../../labs/kit/verify.ts';

/** One look at the world. */
export interface Look {
  verdicts: Verdict[];
  /** All of it, for people. */
  text: string;
}

export interface WatchOptions {
  look(): Promise<Look>;
  sleep(ms: number): Promise<void>;
  output: NodeJS.WriteStream;
}

// No event tells of a change in AWS, so that there is nothing to wait for; a look takes a fraction of this.
const POLL_MS = 1000;

/** Looks again and again until all checks hold. Shows what has changed: in place on a terminal, as new lines elsewhere. */
export async function watch({ look, sleep, output }: WatchOptions): Promise<void> {
  const show = output.isTTY ? inPlace(output) : asLines(output);
  for (;;) {
    const seen = await look();
    show(seen);
    if (seen.verdicts.every(({ ok }) => ok)) return;
    await sleep(POLL_MS);
  }
}

/** Draws over the last look, and only if something has changed. A look higher than the screen is drawn below the last. */
function inPlace(output: NodeJS.WriteStream): (look: Look) => void {
  let drawn = '';
  return ({ text }) => {
    if (text === drawn) return;
    const height = drawn === '' ? 0 : rowsOf(drawn, output.columns);
    if (height > 0 && height < output.rows) {
      moveCursor(output, -output.columns, -height);
      clearScreenDown(output);
    }
    output.write(`${text}\n`);
    drawn = text;
  };
}

/** Rows that a text takes on the screen, long lines being wrapped. */
function rowsOf(text: string, columns: number): number {
  const widths = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.length);
  return widths.reduce((rows, width) => rows + Math.max(1, Math.ceil(width / columns)), 0);
}

/** The whole of the first look, then a line for each check that has changed its mind. */
function asLines(output: NodeJS.WriteStream): (look: Look) => void {
  let known: Map<string, string> | undefined;
  return ({ verdicts, text }) => {
    const lines = new Map(
      verdicts.map((verdict) => [`${verdict.lab}/${verdict.step} ${verdict.check}`, line(verdict)]),
    );
    const changed = [...lines].filter(([check, one]) => known?.get(check) !== one).map(([, one]) => one);
    if (!known) output.write(`${text}\n`);
    else if (changed.length > 0) output.write(`${changed.join('\n')}\n`);
    known = lines;
  };
}

function line({ lab, step, check, ok, seen }: Verdict): string {
  return `${ok ? '✓' : '✗'} ${lab}/${step} ${check}${ok ? '' : `: ${seen}`}`;
}
