import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../host/lab-files.ts';
import { clean } from '../labs/kit/solve.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { confirm } from './kit/confirm.ts';
import { labHome } from './kit/lab-home.ts';
import { forgetLab } from './kit/learner-progress.ts';
import { stopLocalCloud } from './kit/local-cloud.ts';
import { removeWorkFiles } from './kit/policy-files.ts';
import { withProgress } from './kit/progress.ts';
import { readPage } from './kit/read-page.ts';
import { type Selection, selectExactlyOne } from './kit/select.ts';
import { workshopShell } from './kit/shells.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import type { Target } from './kit/target/target.ts';
import { echo, green, red } from './kit/terminal.ts';

/** `npm run lab:reset [-- 04] [--yes]`: one lab, or the whole state, as on the first day. Asks first. */
await command(async () => {
  const { words, flags, values } = readArguments(['yes'], TARGET_OPTIONS);
  const selection = words.length > 0 ? selectExactlyOne(words, 'npm run lab:reset -- 04') : undefined;
  const target = await chooseTarget(values);
  requireResettable(target, selection);
  const what = selection ? `everything that lab ${selection.lab.id} made` : `the whole state in ${labHome()}`;
  if (!flags.has('yes') && !(await confirm(`Remove ${what}?`))) {
    echo('Nothing was changed.');
    return 1;
  }
  return selection ? resetLab(selection, target) : resetAll();
});

/** Errors: WrongInput where there is no state to throw away. */
function requireResettable({ name }: Target, selection: Selection | undefined): void {
  if (name === 'local' || selection) return;
  throw new WrongInput('On AWS name one lab, such as `npm run lab:reset -- 04 --target aws`.');
}

async function resetLab({ lab }: Selection, target: Target): Promise<number> {
  const session = await target.open();
  const run = await workshopShell(session);
  const { leftovers } = await withProgress(`Resetting lab ${lab.id}`, () =>
    clean(readPage(lab), lab, session.world, run),
  );
  removeWorkFiles(lab, target);
  forgetLab(target.home, lab);
  if (leftovers.length === 0) echo(`${green('✓')} Lab ${lab.id} is as on the first day.`);
  else echo(`${red('✗')} Still there: ${leftovers.join(', ')}. See npm run lab:clean -- ${lab.id}.`);
  return leftovers.length === 0 ? 0 : 1;
}

/**
 * Only what the local cloud itself puts into LAB_HOME: somebody may have set it to a folder with other things in it, and
 * what is known of AWS accounts is still needed.
 */
async function resetAll(): Promise<number> {
  await withProgress('Stopping the local cloud', stopLocalCloud);
  const { localCloud, kubeconfig, ports, pods, certificates, awsConfig, awsCredentials } = labFiles(labHome());
  const own = ['journal', 'journal.jsonl', 'blobs', 'work', 'progress.json', 'local-cloud.log'];
  const paths = [localCloud, kubeconfig, ports, pods, certificates, awsConfig, awsCredentials];
  for (const path of [...paths, ...own.map((name) => join(labHome(), name))]) {
    rmSync(path, { recursive: true, force: true });
  }
  echo(`${green('✓')} All is as on the first day. Start again with npm run lab:start.`);
  return 0;
}
