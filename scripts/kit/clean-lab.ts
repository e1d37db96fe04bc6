import type { Lab } from '../../labs/kit/lab.ts';
import { clean } from '../../labs/kit/solve.ts';
import { atOnce, verify } from '../../labs/kit/verify.ts';
import { recordVerdicts } from './learner-progress.ts';
import { withProgress } from './progress.ts';
import { readPage } from './read-page.ts';
import { renderFence } from './report.ts';
import { workshopShell } from './shells.ts';
import type { Target } from './target/target.ts';
import { echo, green, red } from './terminal.ts';

/** One lab's clean-up, told to the learner. Answers the exit code. */
export async function cleanLab(lab: Lab, target: Target): Promise<number> {
  const session = await target.open();
  const run = await workshopShell(session);
  const { results, leftovers } = await withProgress(`Cleaning up lab ${lab.id}`, () =>
    clean(readPage(lab), lab, session.world, run),
  );
  recordVerdicts(target.home, await verify(lab, lab.steps, session.world, atOnce(session.patience)));
  if (leftovers.length === 0) {
    echo(`${green('✓')} Nothing of lab ${lab.id} is left.`);
    return 0;
  }
  for (const result of results) echo(renderFence(result));
  echo(`${red('✗')} Still there:\n${leftovers.map((leftover) => `  ${leftover}`).join('\n')}`);
  return 1;
}
