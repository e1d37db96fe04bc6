import { join } from 'node:path';
import { readJsonFile, writePrivateFile } from '../../host/write-file.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import type { Verdict } from '../../labs/kit/verify.ts';
import { labHome } from './lab-home.ts';

/** What LAB_HOME/progress.json holds; keys are steps, as `04/associate`. */
export interface LearnerProgress {
  /** When the step was first seen to hold, of those that held when last looked at. */
  solved: Record<string, string>;
  /** How many hints of the step were given. */
  hints: Record<string, number>;
}

/** A file that is missing or broken only means that progress is counted anew. */
export function readProgress(): LearnerProgress {
  return { solved: {}, hints: {}, ...(readJsonFile(progressPath()) as Partial<LearnerProgress> | undefined) };
}

/** Takes over what a look at the world gave: steps that hold are solved, those that do not are not. */
export function recordVerdicts(verdicts: Verdict[]): void {
  const { solved, hints } = readProgress();
  const keys = new Set(verdicts.map(keyOf));
  for (const key of keys) {
    const holds = verdicts.filter((verdict) => keyOf(verdict) === key).every(({ ok }) => ok);
    if (holds) solved[key] ??= new Date().toISOString();
    else delete solved[key];
  }
  write({ solved, hints });
}

/** The number of the hint to give now, from 1; the last one is given again. */
export function nextHint(key: string, count: number): number {
  const { solved, hints } = readProgress();
  const number = Math.min((hints[key] ?? 0) + 1, count);
  write({ solved, hints: { ...hints, [key]: number } });
  return number;
}

/** The lab is as on the first day. */
export function forgetLab({ id }: Lab): void {
  const { solved, hints } = readProgress();
  const others = <Value>(all: Record<string, Value>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith(`${id}/`)));
  write({ solved: others(solved), hints: others(hints) });
}

const keyOf = ({ lab, step }: Verdict) => `${lab}/${step}`;
const progressPath = () => join(labHome(), 'progress.json');

function write(progress: LearnerProgress): void {
  writePrivateFile(progressPath(), `${JSON.stringify(progress, undefined, 2)}\n`);
}
