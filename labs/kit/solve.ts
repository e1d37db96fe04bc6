import type { Lab, Step } from './lab.ts';
import { type Fence, readFences } from './page.ts';
import { type FenceResult, type RunScript, runCleanFence, runFence } from './run-fence.ts';
import { atOnce, type Patience, type Verdict, verify } from './verify.ts';
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
    const result = await runWhenReady(fence, run);
    progress.after?.(result);
    if (!result.ok) return result;
  }
  return undefined;
}

/** A namespace of this name, which somebody has just cleaned up, may still be on its way out. */
const TERMINATING = /in namespace ([a-z0-9-]+) because it is being terminated/;

/** Runs the fence, and once more if a namespace had to end first: fences are repeatable. */
async function runWhenReady(fence: Fence, run: RunScript): Promise<FenceResult> {
  const result = await runFence(fence, run);
  const namespace = result.ok ? undefined : TERMINATING.exec(result.stderr)?.[1];
  if (namespace === undefined) return result;
  await run(`for cluster in "$CLUSTER_A" "$CLUSTER_B"; do
  kubectl --context "$cluster" wait --for=delete namespace/${namespace} --timeout=120s
done`);
  return runFence(fence, run);
}

/** The verdicts of a step that nobody has to do any more; undefined if there is something to do. */
export async function alreadyHolds(
  lab: Lab,
  step: Step,
  world: World,
  patience: Patience,
): Promise<Verdict[] | undefined> {
  if (step.holdsFromTheStart !== undefined) return undefined;
  const verdicts = await verify(lab, [step], world, atOnce(patience));
  return verdicts.every(({ ok }) => ok) ? verdicts : undefined;
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
