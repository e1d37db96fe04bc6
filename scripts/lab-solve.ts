import { leftOut } from '../labs/kit/lab.ts';
import { alreadyHolds, solveStep } from '../labs/kit/solve.ts';
import { verify } from '../labs/kit/verify.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { recordVerdicts } from './kit/learner-progress.ts';
import { requireSoundFiles } from './kit/policy-files.ts';
import { readPage } from './kit/read-page.ts';
import { renderFence } from './kit/report.ts';
import { requireFoundations } from './kit/require-solved.ts';
import { selectExactlyOne } from './kit/select.ts';
import { systemShell, workshopShell } from './kit/shells.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { bold, echo } from './kit/terminal.ts';

/** `npm run lab:solve -- 04[/step] [--shell system]`: runs the page's commands; steps that hold already are left alone. */
await command(async () => {
  const { words, values } = readArguments([], ['shell', ...TARGET_OPTIONS]);
  const { lab, steps } = selectExactlyOne(words, 'npm run lab:solve -- 04');
  const kind = values.get('shell') ?? 'workshop';
  if (kind !== 'workshop' && kind !== 'system') {
    throw new WrongInput(`There is no shell ${kind}. Leave --shell out, or use --shell system.`);
  }
  const target = await chooseTarget(values);
  requireSoundFiles(lab, target, { writesWorkFiles: true });
  const session = await target.open();
  const run = kind === 'system' ? systemShell(session) : await workshopShell(session);
  await requireFoundations(lab, session);
  for (const step of steps) {
    const reason = leftOut(step, session.world);
    if (reason) echo(`${bold(`${lab.id}/${step.id} ${step.title}`)}: left out on a real account: ${reason}`);
    if (reason) continue;
    const held = await alreadyHolds(lab, step, session.world, session.patience);
    echo(bold(`${lab.id}/${step.id} ${step.title}${held ? ': holds already' : ''}`));
    if (held) recordVerdicts(target.home, held);
    if (held) continue;
    const stopped = await solveStep(readPage(lab), step, run, { after: (result) => echo(renderFence(result)) });
    if (stopped) return 1;
    recordVerdicts(target.home, await verify(lab, [step], session.world, session.patience));
  }
  return 0;
});
