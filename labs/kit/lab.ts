import type { Names } from './names.ts';
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
  /** Why nobody does the step on a real account: the page's commands only read there, and its checks are left out. */
  localOnly?: string;
}

export interface Step extends StepDefinition {
  id: string;
}

export interface FaultDefinition {
  /** For those who may know which one it is: `lab:break --list`, and the index of error texts. */
  title: string;
  /** The step that does what the fault undoes. */
  step: string;
  /**
   * The check that finds the cause. Every other check that fails must have seen the symptom: the fault breaks one thing.
   */
  trips: Check;
  /** What the learner sees, word for word, as far as it is the same for everybody. */
  symptom: string;
  /** What `lab:why` says of it. */
  why: Diagnosis;
}

/** Which pod to ask `lab:why` about, and the link that it names. */
export interface Diagnosis {
  cluster: 'CLUSTER_A' | 'CLUSTER_B';
  namespace: string;
  pod: string;
  /** The permission that the pod misses: refused objects and rows leave no trace that `lab:why` could find by itself. */
  question?(names: Names): { action: string; resource: string };
  /** The first broken link; null where nothing is broken, because the fault allows too much. */
  link: string | null;
}

/** Its commands are `labs/<page>/faults/<id>.sh`; what mends it are the page's fences with `fault=<id>`. */
export interface Fault extends FaultDefinition {
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
  /** Mistakes to find, made by `lab:break`. */
  faults?: Fault[];
  /** Labs from whose faults `lab:break` draws one, in place of faults of its own. */
  incidentsOf?: Lab[];
  /** What the lab's names still own, as one line for each resource: empty after clean-up. */
  leftovers(world: World): Promise<string[]>;
}

export type Lab = LabDefinition & { requires: string[]; faults: Fault[] };

/** Defines a lab. Its commands are the fences of `docs/<page>.mdx`. */
export function lab(definition: LabDefinition): Lab {
  return { requires: [], faults: [], ...definition };
}

/** Defines a step; its commands are the page's fences with `step=<id>`. */
export function step(id: string, definition: StepDefinition): Step {
  return { id, ...definition };
}

/** Why the step is left out in this world; undefined if it is not. */
export const leftOut = ({ localOnly }: Step, world: World): string | undefined =>
  world.isRealAccount ? localOnly : undefined;

/** Defines a check. */
export function check(definition: Check): Check {
  return definition;
}

/** Defines a fault. */
export function fault(id: string, definition: FaultDefinition): Fault {
  return { id, ...definition };
}
