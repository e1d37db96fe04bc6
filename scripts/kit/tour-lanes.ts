import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Lab } from '../../labs/kit/lab.ts';
import type { TourResult } from '../../labs/kit/tour-lab.ts';
import { WrongInput } from './command.ts';
import { projectFolder } from './lab-home.ts';

export interface Lanes {
  /** How many labs are under way at once, each in a process of its own with a local cloud of its own. */
  lanes: number;
  /** Options that every lab's tour is given. */
  options: string[];
  onEnd?(result: TourResult): void;
}

/** The number after `--lanes`. Errors: WrongInput for anything but a number from 1 to 99. */
export function readLanes(words: string | undefined): number {
  // Tours wait for pods, for clients that try again, for answers: one more than the cores keeps these busy.
  if (words === undefined) return availableParallelism() + 1;
  if (/^[1-9]\d?$/.test(words)) return Number(words);
  throw new WrongInput(`--lanes is how many labs run at once, such as --lanes 2, and not ${words}.`);
}

/**
 * Tours the labs, several at once, and answers in their order. A signal is passed on to the tours, which leave nothing
 * behind, and then ends this process as well.
 */
export async function tourInLanes(labs: Lab[], { lanes, options, onEnd }: Lanes): Promise<TourResult[]> {
  const waiting = labs.toSorted((a, b) => effort(b) - effort(a));
  const running = new Set<ChildProcess>();
  const results = new Map<Lab, TourResult>();
  let isInterrupted = false;
  const stopListening = onSignal((signal) => {
    isInterrupted = true;
    waiting.length = 0;
    for (const child of running) child.kill(signal);
  });
  const lane = async () => {
    for (let lab = waiting.shift(); lab !== undefined; lab = waiting.shift()) {
      const result = await tourInProcess(lab, options, running);
      results.set(lab, result);
      onEnd?.(result);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  stopListening();
  if (isInterrupted) process.exit(130);
  return labs.flatMap((lab) => results.get(lab) ?? []);
}

/** Looks at all checks, which are most of a tour: before, after, and twice for each fault. */
const effort = ({ steps, faults, requires }: Lab) => steps.length + 4 * faults.length + requires.length;

async function tourInProcess(lab: Lab, options: string[], running: Set<ChildProcess>): Promise<TourResult> {
  const started = performance.now();
  const words = [join(projectFolder, 'scripts', 'run.mjs'), 'scripts/lab-tour.ts', lab.id, '--json', ...options];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  running.delete(child);
  return (
    readResult(stdout) ?? { ...nothingOf(lab, performance.now() - started), problems: [`${lab.id}: ${stderr.trim()}`] }
  );
}

function readResult(stdout: string): TourResult | undefined {
  if (stdout.trim() === '') return undefined;
  return (JSON.parse(stdout) as TourResult[])[0];
}

const nothingOf = ({ id }: Lab, milliseconds: number) => ({ lab: id, steps: 0, checks: 0, faults: 0, milliseconds });

/** Until it is told to stop, signals no longer end this process by themselves. */
function onSignal(listener: (signal: NodeJS.Signals) => void): () => void {
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
