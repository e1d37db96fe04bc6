import { takeInventory } from '../../labs/kit/inventory.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import { type FaultName, faults } from './faults.ts';
import type { FaultyCloud } from './faulty-cloud.ts';
import { runLab } from './run-lab.ts';

/** What became of a run of which one call met a fault. */
export interface Survival {
  lab: string;
  fault: string;
  /** What met the fault, such as `12: iam CreateRole`. */
  call: string;
  /** True if the run went on to its end as if nothing had been. */
  isUnnoticed: boolean;
  /** Why the lab did not pass when it was run again; empty if it passed. */
  problems: string[];
  /** What the account holds that it did not hold before, or holds no more. */
  left: string[];
}

/** The calls of a run in which nothing goes wrong. Errors: what went wrong all the same. */
export async function callsOf(labs: Lab[], { door, open }: FaultyCloud): Promise<string[]> {
  door.expect();
  const problem = await runLab(labs, open);
  if (problem) throw new Error(problem);
  return door.calls();
}

/**
 * Runs labs with a fault at one call, and if that was noticed runs them again without; the account must be as it was
 * before. Undefined if the run ended before that call: how many there are depends on how long pods take.
 */
export async function survive(
  labs: Lab[],
  { fault, call }: { fault: FaultName; call: number },
  cloud: FaultyCloud,
): Promise<Survival | undefined> {
  const { door, open } = cloud;
  const before = await inventory(cloud);
  door.expect({ call, fault: faults[fault] });
  const noticed = await runLab(labs, open);
  const name = door.calls()[call - 1];
  door.expect();
  await door.isQuiet();
  if (name === undefined) return undefined;
  const isUnnoticed = noticed === undefined && difference(before, await inventory(cloud)).length === 0;
  const again = isUnnoticed ? undefined : await runLab(labs, open);
  const problems = again === undefined ? [] : [`after ${noticed}: ${again}`];
  const left = difference(before, await inventory(cloud));
  return { lab: labs.at(-1)?.id ?? '', fault, call: `${call}: ${name}`, isUnnoticed, problems, left };
}

/** All that the account and its clusters hold. */
export async function inventory({ open }: Pick<FaultyCloud, 'open'>): Promise<string[]> {
  return takeInventory((await open()).world);
}

export function difference(before: string[], after: string[]): string[] {
  const more = after.filter((one) => !before.includes(one)).map((one) => `left over: ${one}`);
  const fewer = before.filter((one) => !after.includes(one)).map((one) => `gone: ${one}`);
  return [...more, ...fewer];
}
