import { allLabs } from '../../labs/all-labs.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import { alreadyHolds, clean, solveStep } from '../../labs/kit/solve.ts';
import { verify } from '../../labs/kit/verify.ts';
import { readPage } from '../../scripts/kit/read-page.ts';
import { workshopShell } from '../../scripts/kit/shells.ts';
import type { Session } from '../../scripts/kit/target/target.ts';
import type { Work } from './survive.ts';

/** What a learner does with labs: solve and verify each in this order, clean in the other. */
export function labWork(labs: Lab[]): Work {
  return {
    name: labs.at(-1)?.id ?? '',
    async run({ open }) {
      const session = await open();
      for (const lab of labs) {
        const problem = await solveAndVerify(lab, session);
        if (problem) return problem;
      }
      return cleanAll(labs, session);
    },
  };
}

/** A lab and those that it requires, theirs first. */
export function withRequired(lab: Lab): Lab[] {
  return [...allLabs.filter(({ id }) => lab.requires.includes(id)), lab];
}

async function solveAndVerify(lab: Lab, session: Session): Promise<string | undefined> {
  const run = await workshopShell(session);
  for (const step of lab.steps) {
    if (await alreadyHolds(lab, step, session.world, session.patience)) continue;
    const stopped = await solveStep(readPage(lab), step, run);
    if (stopped) return `${lab.id}/${step.id}: line ${stopped.fence.line}: ${stopped.problem} ${stopped.stderr.trim()}`;
  }
  const verdicts = await verify(lab, lab.steps, session.world, session.patience);
  const missed = verdicts.find(({ ok }) => !ok);
  return missed && `${lab.id}/${missed.step}: "${missed.check}" fails: ${missed.seen}`;
}

async function cleanAll(labs: Lab[], session: Session): Promise<string | undefined> {
  const run = await workshopShell(session);
  for (const lab of labs.toReversed()) {
    const { leftovers } = await clean(readPage(lab), lab, session.world, run);
    if (leftovers.length > 0) return `${lab.id}: clean-up left ${leftovers.join(', ')}`;
  }
  return undefined;
}
