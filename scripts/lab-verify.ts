import { atOnce, type Verdict, verify } from '../labs/kit/verify.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { recordVerdicts } from './kit/learner-progress.ts';
import { requireSoundFiles } from './kit/policy-files.ts';
import { withProgress } from './kit/progress.ts';
import { renderCount, renderVerdicts } from './kit/report.ts';
import { type Selection, select } from './kit/select.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import type { Session } from './kit/target/target.ts';
import { echo } from './kit/terminal.ts';
import { type Look, watch } from './kit/watch.ts';

/** `npm run lab:verify [-- 04 | 04/associate] [--watch] [--json]`: checkpoints. Exit code 0 only if all asked for hold. */
await command(async () => {
  const { words, flags, values } = readArguments(['json', 'watch'], TARGET_OPTIONS);
  if (flags.has('json') && flags.has('watch')) throw new WrongInput('Use --watch or --json, and not both.');
  const selections = select(words);
  const target = await chooseTarget(values);
  for (const { lab } of selections) requireSoundFiles(lab, target, { writesWorkFiles: false });
  const session = await target.open();
  if (flags.has('watch')) return watchAll(selections, session, target.home);
  const all: Verdict[] = [];
  for (const { lab, steps } of selections) {
    const look = () => verify(lab, steps, session.world, session.patience);
    const verdicts = await (flags.has('json') ? look() : withProgress(`Looking at lab ${lab.id}`, look));
    if (!flags.has('json')) echo(`${renderVerdicts(lab, verdicts)}\n`);
    all.push(...verdicts);
  }
  recordVerdicts(target.home, all);
  echo(flags.has('json') ? JSON.stringify(all, undefined, 2) : renderCount(all));
  return all.every((verdict) => verdict.ok) ? 0 : 1;
});

async function watchAll(selections: Selection[], session: Session, home: string): Promise<number> {
  // Whoever ends the watch has not seen all checks hold.
  process.once('SIGINT', () => process.exit(1));
  const look = () => lookAt(selections, session, home);
  await watch({ look, sleep: session.patience.sleep, output: process.stdout });
  return 0;
}

/** Without patience: the next look comes soon, and shows what moves meanwhile. */
async function lookAt(selections: Selection[], { world, patience }: Session, home: string): Promise<Look> {
  const looks = selections.map(async ({ lab, steps }) => {
    const verdicts = await verify(lab, steps, world, atOnce(patience));
    return { verdicts, text: renderVerdicts(lab, verdicts) };
  });
  const seen = await Promise.all(looks);
  const verdicts = seen.flatMap((one) => one.verdicts);
  recordVerdicts(home, verdicts);
  return { verdicts, text: [...seen.map(({ text }) => text), renderCount(verdicts)].join('\n\n') };
}
