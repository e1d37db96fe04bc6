import type { Diagnosis, Fault, Lab } from './lab.ts';
import { type Fence, readFences } from './page.ts';
import { type RunScript, runFence } from './run-fence.ts';
import { type Patience, type Verdict, verify } from './verify.ts';
import type { World } from './world.ts';

/** What it takes to break a lab, and to see that it is found and mended. */
export interface FaultSurroundings {
  world: World;
  run: RunScript;
  patience: Patience;
  page(lab: Lab): string;
  /** The commands of `labs/<page>/faults/<id>.sh`. */
  script(lab: Lab, fault: Fault): string;
  /** The first broken link that `lab:why` names; null if it finds none. */
  brokenLink(pod: Diagnosis): Promise<string | null>;
}

/** The fences of a page that mend the fault, in the page's order. */
export function remediesOf(page: string, fault: Fault): Fence[] {
  return readFences(page).filter(({ faults }) => faults.includes(fault.id));
}

/** Puts the fault into a lab that is solved. Undefined: it is in; otherwise what went wrong. */
export async function breakLab(lab: Lab, fault: Fault, around: FaultSurroundings): Promise<string | undefined> {
  const { exitCode, stderr } = await around.run(`set -euo pipefail\n${around.script(lab, fault)}\n`);
  return exitCode === 0 ? undefined : `its commands ended with exit code ${exitCode}: ${stderr.trim()}`;
}

/**
 * The author's test of one fault, in a lab that is solved: it trips its own check, every other check that fails has
 * seen its symptom, `lab:why` names its link, and the remedy on the page mends it. What went wrong, one sentence each.
 */
export async function tourFault(lab: Lab, fault: Fault, around: FaultSurroundings): Promise<string[]> {
  const unbroken = await breakLab(lab, fault, around);
  if (unbroken) return [`${lab.id}, fault ${fault.id}: ${unbroken}`];
  const failed = await failing(lab, around);
  const link = await around.brokenLink(fault.why);
  const problems = [...misses(fault, failed), ...misnamed(fault, link), ...(await mend(lab, fault, around))];
  return problems.map((problem) => `${lab.id}, fault ${fault.id}: ${problem}`);
}

async function failing(lab: Lab, { world, patience }: FaultSurroundings): Promise<Verdict[]> {
  return (await verify(lab, lab.steps, world, patience)).filter(({ ok }) => !ok);
}

function misses({ step, trips, symptom }: Fault, failed: Verdict[]): string[] {
  const isOwn = (verdict: Verdict) => verdict.step === step && verdict.check === trips.must;
  const strangers = failed.filter((verdict) => !isOwn(verdict) && !verdict.seen.includes(symptom));
  return [
    ...(failed.some(isOwn) ? [] : [`does not trip "${trips.must}"`]),
    ...(failed.some(({ seen }) => seen.includes(symptom)) ? [] : [`no check sees "${symptom}"`]),
    ...strangers.map(({ check, seen }) => `trips "${check}" as well, for another reason: ${seen}`),
  ];
}

function misnamed({ why }: Fault, link: string | null): string[] {
  return link === why.link ? [] : [`lab:why names ${link ?? 'nothing'}, not ${why.link ?? 'nothing'}`];
}

async function mend(lab: Lab, fault: Fault, around: FaultSurroundings): Promise<string[]> {
  const remedies = remediesOf(around.page(lab), fault);
  if (remedies.length === 0) return ['has no remedy on the page'];
  for (const fence of remedies) {
    const { ok, problem, stderr } = await runFence(fence, around.run);
    if (!ok) return [`line ${fence.line} of the page: ${problem} ${stderr.trim()}`];
  }
  const failed = await failing(lab, around);
  return failed.map(({ check, seen }) => `the remedy leaves "${check}" failing: ${seen}`);
}
