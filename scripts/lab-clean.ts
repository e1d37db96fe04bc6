import { clean } from '../labs/kit/solve.ts';
import { atOnce, verify } from '../labs/kit/verify.ts';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { recordVerdicts } from './kit/learner-progress.ts';
import { withProgress } from './kit/progress.ts';
import { readPage } from './kit/read-page.ts';
import { renderFence } from './kit/report.ts';
import { selectExactlyOne } from './kit/select.ts';
import { workshopShell } from './kit/shells.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { echo, green, red } from './kit/terminal.ts';

/** `npm run lab:clean -- 04`: runs the page's clean-up, then asks the APIs whether anything is left. */
await command(async () => {
  const { words, values } = readArguments([], TARGET_OPTIONS);
  const { lab } = selectExactlyOne(words, 'npm run lab:clean -- 04');
  const target = await chooseTarget(values);
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
});
