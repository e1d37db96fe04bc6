import { allLabs } from '../labs/all-labs.ts';
import type { Lab } from '../labs/kit/lab.ts';
import { type TourResult, tourLab } from '../labs/kit/tour-lab.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { withProgress } from './kit/progress.ts';
import { renderTable } from './kit/report.ts';
import { moveToScratchHome } from './kit/scratch-home.ts';
import { select } from './kit/select.ts';
import { systemShell, workshopShell } from './kit/shells.ts';
import { surroundings } from './kit/surroundings.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import type { Target } from './kit/target/target.ts';
import { complain, echo } from './kit/terminal.ts';
import { readLanes, tourInLanes } from './kit/tour-lanes.ts';

const ONE_ACCOUNT = 'On AWS all labs share one account, one after the other: leave --lanes out.';

/**
 * `npm run lab:tour [-- 04] [--lanes 2] [--shell system] [--output] [--json]`: every lab on a fresh local cloud, several at once, or
 * with `--target aws` one after the other in an account. Checks fail, commands run, checks pass, each fault is found and
 * mended, clean-up leaves nothing; with `--output` pages show what their commands print.
 */
await command(async () => {
  const started = performance.now();
  const { words, flags, values } = readArguments(['json', 'output'], ['shell', 'lanes', ...TARGET_OPTIONS]);
  const labs = select(words).map(({ lab }) => lab);
  const lanes = readLanes(values.get('lanes'));
  const target = await chooseTarget(values);
  if (target.name === 'aws' && values.has('lanes')) throw new WrongInput(ONE_ACCOUNT);
  const shell = values.get('shell');
  const comparesOutput = flags.has('output');
  const isAlone = labs.length === 1 || target.name === 'aws';
  const results = isAlone
    ? await tourHere(labs, target, { shell, comparesOutput })
    : await tourAtOnce(labs, lanes, { shell, comparesOutput });
  for (const problem of results.flatMap(({ problems }) => problems)) complain(problem);
  echo(flags.has('json') ? JSON.stringify(results) : renderResults(results, performance.now() - started));
  return results.every(({ problems }) => problems.length === 0) ? 0 : 1;
});

interface Choices {
  shell: string | undefined;
  comparesOutput: boolean;
}

/** In this process, one after the other. */
async function tourHere(labs: Lab[], target: Target, { shell, comparesOutput }: Choices): Promise<TourResult[]> {
  const leave = target.name === 'local' ? moveToScratchHome() : undefined;
  try {
    const session = await target.open();
    const run = shell === 'system' ? systemShell(session) : await workshopShell(session);
    const around = { ...surroundings(session, run), labs: allLabs, comparesOutput };
    const results: TourResult[] = [];
    for (const lab of labs) results.push(await withProgress(`Lab ${lab.id} ${lab.title}`, () => tourLab(lab, around)));
    return results;
  } finally {
    await leave?.();
  }
}

async function tourAtOnce(labs: Lab[], lanes: number, { shell, comparesOutput }: Choices): Promise<TourResult[]> {
  const options = [...(shell === undefined ? [] : ['--shell', shell]), ...(comparesOutput ? ['--output'] : [])];
  let ended = 0;
  const title = () => `Labs toured: ${ended} of ${labs.length}`;
  return withProgress(title, () => tourInLanes(labs, { lanes, options, onEnd: () => (ended += 1) }));
}

function renderResults(results: TourResult[], milliseconds: number): string {
  const rows = results.map(({ lab, steps, checks, faults, problems, milliseconds }) => [
    lab,
    allLabs.find(({ id }) => id === lab)?.title ?? '',
    String(steps),
    String(checks),
    String(faults),
    problems.length === 0 ? 'fails before, passes after, nothing left' : `${problems.length} problems`,
    seconds(milliseconds),
  ]);
  return renderTable([
    ['lab', 'title', 'steps', 'checks', 'faults', 'result', 'seconds'],
    ...rows,
    ['', 'all', '', '', '', '', seconds(milliseconds)],
  ]);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
