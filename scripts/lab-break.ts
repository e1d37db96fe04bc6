import { allLabs } from '../labs/all-labs.ts';
import { breakLab } from '../labs/kit/faults.ts';
import type { Fault, Lab } from '../labs/kit/lab.ts';
import type { Names } from '../labs/kit/names.ts';
import { readArguments } from './kit/arguments.ts';
import { chooseFault, readSeed } from './kit/choose-fault.ts';
import { command, WrongInput } from './kit/command.ts';
import { withProgress } from './kit/progress.ts';
import { renderTable } from './kit/report.ts';
import { requireSolved } from './kit/require-solved.ts';
import { selectExactlyOne } from './kit/select.ts';
import { workshopShell } from './kit/shells.ts';
import { surroundings } from './kit/surroundings.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { echo } from './kit/terminal.ts';

const EXAMPLE = 'npm run lab:break -- 03';

/** `npm run lab:break -- 03 [fault] [--seed N] [--quiet]`: breaks a lab that is solved. `--list`: the faults. */
await command(async () => {
  const { words, flags, values } = readArguments(['list', 'quiet'], ['seed', ...TARGET_OPTIONS]);
  if (flags.has('list')) {
    echo(renderFaults(words.length > 0 ? [selectExactlyOne(words, EXAMPLE).lab] : allLabs));
    return 0;
  }
  const { lab } = selectExactlyOne(words.slice(0, 1), EXAMPLE);
  const fault = chooseFault(lab, words.slice(1), readSeed(values.get('seed')));
  const session = await (await chooseTarget(values)).open();
  await requireSolved(lab, session);
  const around = surroundings(session, await workshopShell(session));
  const problem = await withProgress(`Breaking lab ${lab.id}`, () => breakLab(lab, fault, around));
  if (problem) throw new WrongInput(`Lab ${lab.id} could not be broken: ${problem} npm run lab:solve -- ${lab.id}`);
  echo(renderBroken(lab, fault, session.world.names, flags.has('quiet')));
  return 0;
});

function renderFaults(labs: Lab[]): string {
  const rows = labs.flatMap((lab) => lab.faults.map(({ id, title }) => [lab.id, id, title]));
  return rows.length > 0 ? renderTable([['lab', 'fault', 'what it is'], ...rows]) : 'There are no faults.';
}

function renderBroken(lab: Lab, { id, title, why }: Fault, names: Names, quiet: boolean): string {
  const { action, resource } = why.question?.(names) ?? {};
  const question = action ? ` --action ${action} --resource ${resource}` : '';
  const what = quiet ? 'Something' : `${title} (${id}): something`;
  return [
    `${what} in lab ${lab.id} is broken now. To find it:`,
    `  npm run lab:verify -- ${lab.id} --watch`,
    `  npm run lab:why -- "$${why.cluster}/${why.namespace}/${why.pod}"${question}`,
    `What mends it is on the page of the lab, under "When it breaks".`,
  ].join('\n');
}
