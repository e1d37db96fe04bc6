import { type FaultSurroundings, tourFault } from './faults.ts';
import { takeInventory } from './inventory.ts';
import { type Lab, leftOut } from './lab.ts';
import type { FenceResult } from './run-fence.ts';
import { missingLine } from './shown-output.ts';
import { clean, type Progress, solveStep } from './solve.ts';
import { atOnce, verify } from './verify.ts';

/** What a tour of labs needs: the world, a shell in it, the text of a lab's page, and its faults. */
export interface TourSurroundings extends FaultSurroundings {
  /** Every lab, to find those that one requires. */
  labs: Lab[];
  progress?: Progress;
  /** True if what a page shows of the commands' output must be what they print. */
  comparesOutput?: boolean;
}

export interface TourResult {
  /** Two digits. */
  lab: string;
  /** Steps whose checks failed before and passed after. */
  steps: number;
  checks: number;
  faults: number;
  /** What went wrong, one sentence each; empty if the lab is sound. */
  problems: string[];
  milliseconds: number;
}

/**
 * The author's test of one lab: checks fail first (or the step says why not), the page's commands run, checks pass,
 * each fault is found and mended, clean-up leaves nothing: all that exists, by listing, is as before. Labs that it
 * requires are solved before, and cleaned after.
 */
export async function tourLab(lab: Lab, around: TourSurroundings): Promise<TourResult> {
  const started = around.patience.now();
  const required = lab.requires.flatMap((id) => around.labs.filter((one) => one.id === id));
  const made = lab.steps.filter((step) => !leftOut(step, around.world));
  const before = await takeInventory(around.world);
  const problems: string[] = [];
  for (const one of required) problems.push(...(await solveAll(one, around)));
  problems.push(...(await failsFirst(lab, around)));
  const untrue: string[] = [];
  const compare = (result: FenceResult) => void untrue.push(...untrueOutput(lab, result));
  problems.push(...(await solveAll(lab, { ...around, progress: { ...around.progress, after: compare } })));
  if (around.comparesOutput) problems.push(...untrue);
  const verdicts = await verify(lab, made, around.world, around.patience);
  const missed = verdicts.filter((verdict) => !verdict.ok);
  problems.push(
    ...missed.map(({ step, check, seen }) => `${lab.id}/${step}: after solving, "${check}" fails: ${seen}`),
  );
  // A fault in a lab that is not solved would be blamed for what was wrong before it.
  const faults = missed.length === 0 ? lab.faults.filter(({ step }) => made.some(({ id }) => id === step)) : [];
  for (const one of faults) problems.push(...(await tourFault(lab, one, around)));
  for (const one of [lab, ...required.reverse()]) problems.push(...(await cleanOne(one, around)));
  problems.push(...difference(before, await takeInventory(around.world)));
  const milliseconds = around.patience.now() - started;
  return {
    lab: lab.id,
    steps: made.length,
    checks: verdicts.length,
    faults: faults.length,
    problems,
    milliseconds,
  };
}

/** Every step must have a check that fails while nothing is done, or say why none does. */
async function failsFirst(lab: Lab, { world, patience }: TourSurroundings): Promise<string[]> {
  const verdicts = await verify(lab, lab.steps, world, atOnce(patience));
  const made = lab.steps.filter((step) => !leftOut(step, world));
  return made.flatMap((step) => {
    const holds = verdicts.filter((verdict) => verdict.step === step.id).every((verdict) => verdict.ok);
    if (holds && step.holdsFromTheStart === undefined)
      return [`${lab.id}/${step.id}: its checks hold before anything was done`];
    if (!holds && step.holdsFromTheStart)
      return [`${lab.id}/${step.id}: says that its checks hold from the start, and they do not`];
    return [];
  });
}

async function solveAll(lab: Lab, { page, run, world, progress }: TourSurroundings): Promise<string[]> {
  for (const step of lab.steps) {
    if (leftOut(step, world)) continue;
    const stopped = await solveStep(page(lab), step, run, progress);
    if (stopped)
      return [
        `${lab.id}/${step.id}: line ${stopped.fence.line} of the page: ${stopped.problem} ${stopped.stderr.trim()}`,
      ];
  }
  return [];
}

/** The page shows a line that the commands did not print. */
function untrueOutput({ id }: Lab, { fence, stdout, stderr }: FenceResult): string[] {
  const line = missingLine(fence.output ?? '', `${stdout}\n${stderr}`);
  return line === undefined ? [] : [`${id}: line ${fence.line} of the page: shown, and not printed: ${line}`];
}

async function cleanOne(lab: Lab, { page, run, world, progress }: TourSurroundings): Promise<string[]> {
  const { leftovers } = await clean(page(lab), lab, world, run, progress);
  return leftovers.map((leftover) => `${lab.id}: clean-up left ${leftover}`);
}

function difference(before: string[], after: string[]): string[] {
  const more = after.filter((resource) => !before.includes(resource)).map((resource) => `left over: ${resource}`);
  const fewer = before.filter((resource) => !after.includes(resource)).map((resource) => `gone: ${resource}`);
  return [...more, ...fewer];
}
