import { solveStep } from '../labs/kit/solve.ts';
import { verify } from '../labs/kit/verify.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { labEnvironment } from './kit/environment.ts';
import { recordVerdicts } from './kit/learner-progress.ts';
import { startLocalCloud } from './kit/local-cloud.ts';
import { requireSoundFiles } from './kit/policy-files.ts';
import { renderFence } from './kit/report.ts';
import { requireFoundations } from './kit/require-solved.ts';
import { selectExactlyOne } from './kit/select.ts';
import { openSession, patience, readPage } from './kit/session.ts';
import { systemShell, workshopShell } from './kit/shells.ts';
import { bold, echo } from './kit/terminal.ts';

/** `npm run lab:solve -- 04[/step] [--shell system]`: runs the page's commands; steps that hold already are left alone. */
await command(async () => {
  const { words, values } = readArguments([], ['shell']);
  const { lab, steps } = selectExactlyOne(words, 'npm run lab:solve -- 04');
  const kind = values.get('shell') ?? 'workshop';
  if (kind !== 'workshop' && kind !== 'system') {
    throw new WrongInput(`There is no shell ${kind}. Leave --shell out, or use --shell system.`);
  }
  requireSoundFiles(lab, { writesWorkFiles: true });
  const session = openSession(labEnvironment(await startLocalCloud()));
  const run = kind === 'system' ? systemShell(session) : await workshopShell(session);
  await requireFoundations(lab, session.world);
  for (const step of steps) {
    const verdicts = await verify(lab, [step], session.world, { ...patience, settleMs: 0 });
    const holds = verdicts.every((verdict) => verdict.ok) && step.holdsFromTheStart === undefined;
    echo(bold(`${lab.id}/${step.id} ${step.title}${holds ? ': holds already' : ''}`));
    if (holds) recordVerdicts(verdicts);
    if (holds) continue;
    const stopped = await solveStep(readPage(lab), step, run, { after: (result) => echo(renderFence(result)) });
    if (stopped) return 1;
    recordVerdicts(await verify(lab, [step], session.world, patience));
  }
  return 0;
});
