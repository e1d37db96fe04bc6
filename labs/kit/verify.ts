import { type Check, type Lab, leftOut, type Observation, type Step } from './lab.ts';
import type { World } from './world.ts';

/** One line of `lab:verify --json`. */
export interface Verdict {
  lab: string;
  step: string;
  check: string;
  /** True as well for a check that was left out. */
  ok: boolean;
  seen: string;
  expected: string;
  next: string;
  /** Why the check was not made, if it was not. */
  leftOut?: string;
}

/** Time, handed in: tests freeze it. */
export interface Patience {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** How long to look again while the world is still moving. */
  settleMs: number;
  /** How long to look again after any miss; on real AWS changes take seconds to arrive, here none. */
  graceMs: number;
  /** Between two looks; default 150. On real AWS each look counts against request quotas. */
  pollMs?: number;
}

const POLL_MS = 150;

/** One look, as things are just now. */
export const atOnce = (patience: Patience): Patience => ({ ...patience, settleMs: 0, graceMs: 0 });

/** Looks at every check of the steps, all at once, and answers in their order. */
export async function verify(lab: Lab, steps: Step[], world: World, patience: Patience): Promise<Verdict[]> {
  const looks = steps.flatMap((step) => step.checks.map((check) => judge(lab, step, check, world, patience)));
  return Promise.all(looks);
}

async function judge(lab: Lab, step: Step, check: Check, world: World, patience: Patience): Promise<Verdict> {
  const reason = leftOut(step, world);
  if (reason) return { ...verdict(lab, step, check, { ok: true, seen: 'not looked at' }), leftOut: reason };
  const started = patience.now();
  for (;;) {
    const observation = await look(check, world);
    const waited = patience.now() - started;
    const limit = observation.settling ? patience.settleMs : patience.graceMs;
    if (observation.ok || waited >= limit) return verdict(lab, step, check, observation);
    await patience.sleep(patience.pollMs ?? POLL_MS);
  }
}

/** A look that throws is a finding as well: the learner sees the error's own words. */
async function look(check: Check, world: World): Promise<Observation> {
  try {
    return await check.observe(world);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { ok: false, seen: `${name}: ${message}` };
  }
}

function verdict(lab: Lab, step: Step, check: Check, observation: Observation): Verdict {
  const { ok, seen, expected = check.expected, next = check.next } = observation;
  return { lab: lab.id, step: step.id, check: check.must, ok, seen, expected, next: ok ? '' : next };
}
