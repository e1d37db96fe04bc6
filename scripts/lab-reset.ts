import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../host/lab-files.ts';
import { clean } from '../labs/kit/solve.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { labEnvironment } from './kit/environment.ts';
import { labHome } from './kit/lab-home.ts';
import { forgetLab } from './kit/learner-progress.ts';
import { startLocalCloud, stopLocalCloud } from './kit/local-cloud.ts';
import { removeWorkFiles } from './kit/policy-files.ts';
import { withProgress } from './kit/progress.ts';
import { type Selection, selectExactlyOne } from './kit/select.ts';
import { openSession, readPage } from './kit/session.ts';
import { workshopShell } from './kit/shells.ts';
import { ask, echo, green, red } from './kit/terminal.ts';

/** `npm run lab:reset [-- 04] [--yes]`: one lab, or the whole state, as on the first day. Asks first. */
await command(async () => {
  const { words, flags } = readArguments(['yes']);
  const selection = words.length > 0 ? selectExactlyOne(words, 'npm run lab:reset -- 04') : undefined;
  const what = selection ? `everything that lab ${selection.lab.id} made` : `the whole state in ${labHome()}`;
  if (!flags.has('yes') && !(await confirm(`Remove ${what}?`))) {
    echo('Nothing was changed.');
    return 1;
  }
  return selection ? resetLab(selection) : resetAll();
});

async function confirm(text: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new WrongInput(`${text} Nobody can answer here: repeat with -- --yes.`);
  return /^y(es)?$/i.test((await ask(`${text} [y/N] `)).trim());
}

async function resetLab({ lab }: Selection): Promise<number> {
  const session = openSession(labEnvironment(await startLocalCloud()));
  const run = await workshopShell(session);
  const { leftovers } = await withProgress(`Resetting lab ${lab.id}`, () =>
    clean(readPage(lab), lab, session.world, run),
  );
  removeWorkFiles(lab);
  forgetLab(lab);
  if (leftovers.length === 0) echo(`${green('✓')} Lab ${lab.id} is as on the first day.`);
  else echo(`${red('✗')} Still there: ${leftovers.join(', ')}. See npm run lab:clean -- ${lab.id}.`);
  return leftovers.length === 0 ? 0 : 1;
}

/** Only what the workshop itself puts into LAB_HOME: somebody may have set it to a folder with other things in it. */
async function resetAll(): Promise<number> {
  await withProgress('Stopping the local cloud', stopLocalCloud);
  const { localCloud, kubeconfig, ports, pods, certificates, awsConfig } = labFiles(labHome());
  const own = ['journal', 'journal.jsonl', 'blobs', 'work', 'progress.json', 'local-cloud.log'];
  const paths = [localCloud, kubeconfig, ports, pods, certificates, join(awsConfig, '..')];
  for (const path of [...paths, ...own.map((name) => join(labHome(), name))]) {
    rmSync(path, { recursive: true, force: true });
  }
  echo(`${green('✓')} All is as on the first day. Start again with npm run lab:start.`);
  return 0;
}
