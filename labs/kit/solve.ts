import type { Lab, Step } from './lab.ts';
import { type Fence, readFences } from './page.ts';
import { type FenceResult, type RunScript, runCleanFence, runFence } from './run-fence.ts';
import type { World } from './world.ts';

/** Told before and after each fence, so that a learner sees the work go on. */
export interface Progress {
  before?(fence: Fence): void;
  after?(result: FenceResult): void;
}

/** The fences of one step, in the page's order. */
export function fencesOf(page: string, step: Step): Fence[] {
  return readFences(page).filter((fence) => fence.step === step.id);
}

/**
 * Runs a step's commands; stops at the first that goes wrong and answers it. Undefined: all went as the page says.
 */
export async function solveStep(
  page: string,
  step: Step,
  run: RunScript,
  progress: Progress = {},
): Promise<FenceResult | undefined> {
  for (const fence of fencesOf(page, step)) {
    progress.before?.(fence);
    const result = await runFence(fence, run);
    progress.after?.(result);
    if (!result.ok) return result;
  }
  return undefined;
}

export interface Cleaned {
  results: FenceResult[];
  /** What the lab's names still own. */
  leftovers: string[];
}

/** Runs a page's clean-up, then asks the APIs what is left. */
export async function clean(
  page: string,
  lab: Lab,
  world: World,
  run: RunScript,
  progress: Progress = {},
): Promise<Cleaned> {
  const results: FenceResult[] = [];
  for (const fence of readFences(page).filter((one) => one.clean)) {
    progress.before?.(fence);
    const result = await runCleanFence(fence, run);
    progress.after?.(result);
    results.push(result);
  }
  return { results, leftovers: await lab.leftovers(world) };
}
