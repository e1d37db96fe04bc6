import { join } from 'node:path';
import { readJsonFile, writePrivateFile } from '../../host/write-file.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import type { Verdict } from '../../labs/kit/verify.ts';

/** What progress.json in a target's home holds; keys are steps, as `04/associate`. */
export interface LearnerProgress {
  /** When the step was first seen to hold, of those that held when last looked at. */
  solved: Record<string, string>;
  /** How many hints of the step were given. */
  hints: Record<string, number>;
}

/** A file that is missing or broken only means that progress is counted anew. */
export function readProgress(home: string): LearnerProgress {
  return { solved: {}, hints: {}, ...(readJsonFile(pathIn(home)) as Partial<LearnerProgress> | undefined) };
}

/** Takes over what a look at the world gave: steps that hold are solved, those that do not are not. */
export function recordVerdicts(home: string, verdicts: Verdict[]): void {
  const { solved, hints } = readProgress(home);
  const keys = new Set(verdicts.map(keyOf));
  for (const key of keys) {
    const holds = verdicts.filter((verdict) => keyOf(verdict) === key).every(({ ok }) => ok);
    if (holds) solved[key] ??= new Date().toISOString();
    else delete solved[key];
  }
  write(home, { solved, hints });
}

/** The number of the hint to give now, from 1; the last one is given again. */
export function nextHint(home: string, key: string, count: number): number {
  const { solved, hints } = readProgress(home);
  const number = Math.min((hints[key] ?? 0) + 1, count);
  write(home, { solved, hints: { ...hints, [key]: number } });
  return number;
}

/** The lab is as on the first day. */
export function forgetLab(home: string, { id }: Lab): void {
  const { solved, hints } = readProgress(home);
  const others = <Value>(all: Record<string, Value>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith(`${id}/`)));
  write(home, { solved: others(solved), hints: others(hints) });
}

const keyOf = ({ lab, step }: Verdict) => `${lab}/${step}`;
const pathIn = (home: string) => join(home, 'progress.json');

function write(home: string, progress: LearnerProgress): void {
  writePrivateFile(pathIn(home), `${JSON.stringify(progress, undefined, 2)}\n`);
}
