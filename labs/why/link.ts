import type { Case } from './case.ts';
import type { Mechanism } from './mechanism.ts';

/**
 * `warning`: works, and may not be what was meant. `unknown`: cannot be seen from outside. `not reached`: a link before
 * it is broken.
 */
export type Mark = 'holds' | 'broken' | 'warning' | 'unknown' | 'not reached';

/** What one look gave: values and times as they are, without secrets. */
export interface Finding {
  mark: Mark;
  seen: string;
  /** Commands that can be pasted, or, where there is none, a sentence. */
  remedy?: string;
}

/** One link of the chain from a pod to its permissions. */
export interface Link {
  id: string;
  /** What holds if the link does. */
  title: string;
  /** Absent: for both. */
  mechanism?: Mechanism;
  /** It shows what a break led to, so that it is looked at in any case. */
  evenIfBroken?: true;
  look(seen: Case): Finding | Promise<Finding>;
}

/** A link of the answer. */
export type Judged = Pick<Link, 'id' | 'title'> & Finding;

export const holds = (seen: string): Finding => ({ mark: 'holds', seen });
export const unknown = (seen: string): Finding => ({ mark: 'unknown', seen });
export const broken = (seen: string, remedy: string): Finding => ({ mark: 'broken', seen, remedy });
export const warning = (seen: string, remedy: string): Finding => ({ mark: 'warning', seen, remedy });

/** Defines a link. */
export function link(definition: Link): Link {
  return definition;
}
