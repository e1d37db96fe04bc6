import type { World } from './world.ts';

/** What one look at the world gave. Texts are for the learner and end without a full stop only where they are names. */
export interface Observation {
  ok: boolean;
  /** What was seen just now. */
  seen: string;
  /** Replaces the check's own `expected` or `next` where this look knows better. */
  expected?: string;
  next?: string;
  /** True while the world is still moving (a pod starting): look again before judging. */
  settling?: boolean;
}

/** One thing that must hold after a step. It looks at outcomes, never at what the learner typed. */
export interface Check {
  must: string;
  expected: string;
  next: string;
  observe(world: World): Promise<Observation>;
}

export interface StepDefinition {
  title: string;
  checks: Check[];
  /** Exactly three: a nudge, a direction, nearly the answer. */
  hints: [string, string, string];
  /** Why the checks hold before anything was done; without it, the author's test wants them to fail first. */
  holdsFromTheStart?: string;
}

export interface Step extends StepDefinition {
  id: string;
}

export interface LabDefinition {
  /** Two digits. */
  id: string;
  /** Name of the page in docs/ and of the folder in labs/. */
  page: string;
  title: string;
  minutes: number;
  /** Labs that must be solved first. */
  requires?: string[];
  steps: Step[];
  /** What the lab's names still own, as one line for each resource: empty after clean-up. */
  leftovers(world: World): Promise<string[]>;
}

export type Lab = LabDefinition & { requires: string[] };

/** Defines a lab. Its commands are the fences of `docs/<page>.mdx`. */
export function lab(definition: LabDefinition): Lab {
  return { requires: [], ...definition };
}

/** Defines a step; its commands are the page's fences with `step=<id>`. */
export function step(id: string, definition: StepDefinition): Step {
  return { id, ...definition };
}

/** Defines a check. */
export function check(definition: Check): Check {
  return definition;
}
