import { type Verdict, verify } from '../labs/kit/verify.ts';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { labEnvironment } from './kit/environment.ts';
import { startLocalCloud } from './kit/local-cloud.ts';
import { requireSoundFiles } from './kit/policy-files.ts';
import { withProgress } from './kit/progress.ts';
import { renderCount, renderVerdicts } from './kit/report.ts';
import { select } from './kit/select.ts';
import { openSession, patience } from './kit/session.ts';
import { echo } from './kit/terminal.ts';

/** `npm run lab:verify [-- 04 | 04/associate] [--json]`: checkpoints. Exit code 0 only if all asked for hold. */
await command(async () => {
  const { words, flags } = readArguments(['json']);
  const selections = select(words);
  for (const { lab } of selections) requireSoundFiles(lab, { writesWorkFiles: false });
  const { world } = openSession(labEnvironment(await startLocalCloud()));
  const all: Verdict[] = [];
  for (const { lab, steps } of selections) {
    const look = () => verify(lab, steps, world, patience);
    const verdicts = await (flags.has('json') ? look() : withProgress(`Looking at lab ${lab.id}`, look));
    if (!flags.has('json')) echo(`${renderVerdicts(lab, verdicts)}\n`);
    all.push(...verdicts);
  }
  echo(flags.has('json') ? JSON.stringify(all, undefined, 2) : renderCount(all));
  return all.every((verdict) => verdict.ok) ? 0 : 1;
});
