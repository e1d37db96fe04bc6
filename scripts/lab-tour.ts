import { allLabs } from '../labs/all-labs.ts';
import { type TourResult, tourLab } from '../labs/kit/tour-lab.ts';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { withProgress } from './kit/progress.ts';
import { renderTable } from './kit/report.ts';
import { moveToScratchHome } from './kit/scratch-home.ts';
import { select } from './kit/select.ts';
import { systemShell, workshopShell } from './kit/shells.ts';
import { surroundings } from './kit/surroundings.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { complain, echo } from './kit/terminal.ts';

/**
 * `npm run lab:tour [-- 04] [--shell system] [--json]`: every lab on a fresh local cloud, or with `--target aws` in an
 * account. Checks fail, commands run, checks pass, each fault is found and mended, clean-up leaves nothing.
 */
await command(async () => {
  const { words, flags, values } = readArguments(['json'], ['shell', ...TARGET_OPTIONS]);
  const labs = select(words).map(({ lab }) => lab);
  const target = await chooseTarget(values);
  const leave = target.name === 'local' ? moveToScratchHome() : undefined;
  try {
    const session = await target.open();
    const run = values.get('shell') === 'system' ? systemShell(session) : await workshopShell(session);
    const results: TourResult[] = [];
    for (const lab of labs) {
      const around = { ...surroundings(session, run), labs: allLabs };
      const result = await withProgress(`Lab ${lab.id} ${lab.title}`, () => tourLab(lab, around));
      results.push(result);
      for (const problem of result.problems) complain(problem);
    }
    echo(flags.has('json') ? JSON.stringify(results.map(plain)) : renderResults(results));
    return results.every((result) => result.problems.length === 0) ? 0 : 1;
  } finally {
    await leave?.();
  }
});

function renderResults(results: TourResult[]): string {
  const rows = results.map(({ lab, steps, checks, faults, problems, milliseconds }) => [
    lab.id,
    lab.title,
    String(steps),
    String(checks),
    String(faults),
    problems.length === 0 ? 'fails before, passes after, nothing left' : `${problems.length} problems`,
    (milliseconds / 1000).toFixed(1),
  ]);
  const total = results.reduce((sum, result) => sum + result.milliseconds, 0);
  return renderTable([
    ['lab', 'title', 'steps', 'checks', 'faults', 'result', 'seconds'],
    ...rows,
    ['', 'all', '', '', '', '', (total / 1000).toFixed(1)],
  ]);
}

function plain({ lab, ...rest }: TourResult) {
  return { lab: lab.id, ...rest };
}
