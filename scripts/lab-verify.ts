import { type Verdict, verify } from '../labs/kit/verify.ts';
import type { World } from '../labs/kit/world.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { labEnvironment } from './kit/environment.ts';
import { recordVerdicts } from './kit/learner-progress.ts';
import { startLocalCloud } from './kit/local-cloud.ts';
import { requireSoundFiles } from './kit/policy-files.ts';
import { withProgress } from './kit/progress.ts';
import { renderCount, renderVerdicts } from './kit/report.ts';
import { type Selection, select } from './kit/select.ts';
import { openSession, patience } from './kit/session.ts';
import { echo } from './kit/terminal.ts';
import { type Look, watch } from './kit/watch.ts';

/** `npm run lab:verify [-- 04 | 04/associate] [--watch] [--json]`: checkpoints. Exit code 0 only if all asked for hold. */
await command(async () => {
  const { words, flags } = readArguments(['json', 'watch']);
  if (flags.has('json') && flags.has('watch')) throw new WrongInput('Use --watch or --json, and not both.');
  const selections = select(words);
  for (const { lab } of selections) requireSoundFiles(lab, { writesWorkFiles: false });
  const { world } = openSession(labEnvironment(await startLocalCloud()));
  if (flags.has('watch')) return watchAll(selections, world);
  const all: Verdict[] = [];
  for (const { lab, steps } of selections) {
    const look = () => verify(lab, steps, world, patience);
    const verdicts = await (flags.has('json') ? look() : withProgress(`Looking at lab ${lab.id}`, look));
    if (!flags.has('json')) echo(`${renderVerdicts(lab, verdicts)}\n`);
    all.push(...verdicts);
  }
  recordVerdicts(all);
  echo(flags.has('json') ? JSON.stringify(all, undefined, 2) : renderCount(all));
  return all.every((verdict) => verdict.ok) ? 0 : 1;
});

async function watchAll(selections: Selection[], world: World): Promise<number> {
  // Whoever ends the watch has not seen all checks hold.
  process.once('SIGINT', () => process.exit(1));
  await watch({ look: () => lookAt(selections, world), sleep: patience.sleep, output: process.stdout });
  return 0;
}

/** Without patience: the next look comes soon, and shows what moves meanwhile. */
async function lookAt(selections: Selection[], world: World): Promise<Look> {
  const looks = selections.map(async ({ lab, steps }) => {
    const verdicts = await verify(lab, steps, world, { ...patience, settleMs: 0 });
    return { verdicts, text: renderVerdicts(lab, verdicts) };
  });
  const seen = await Promise.all(looks);
  const verdicts = seen.flatMap((one) => one.verdicts);
  recordVerdicts(verdicts);
  return { verdicts, text: [...seen.map(({ text }) => text), renderCount(verdicts)].join('\n\n') };
}
