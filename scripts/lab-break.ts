import { allLabs } from '../labs/all-labs.ts';
import { breakLab } from '../labs/kit/faults.ts';
import { type Diagnosis, type Fault, type Lab, leftOut } from '../labs/kit/lab.ts';
import type { Names } from '../labs/kit/names.ts';
import type { World } from '../labs/kit/world.ts';
import { readArguments } from './kit/arguments.ts';
import { chooseFault, readSeed } from './kit/choose-fault.ts';
import { command, WrongInput } from './kit/command.ts';
import { drawIncident, type Incident, openIncident } from './kit/open-incident.ts';
import { withProgress } from './kit/progress.ts';
import { renderTable } from './kit/report.ts';
import { requireSolved } from './kit/require-solved.ts';
import { selectExactlyOne } from './kit/select.ts';
import { workshopShell } from './kit/shells.ts';
import { surroundings } from './kit/surroundings.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { echo } from './kit/terminal.ts';

const EXAMPLE = 'npm run lab:break -- 03';

/**
 * `npm run lab:break -- 03 [fault] [--seed N] [--quiet]`: breaks a lab that is solved. `--list`: the faults. Of the incident
 * room's lab: an incident in any lab, which is solved first.
 */
await command(async () => {
  const { words, flags, values } = readArguments(['list', 'quiet'], ['seed', ...TARGET_OPTIONS]);
  if (flags.has('list')) {
    echo(renderFaults(words.length > 0 ? [selectExactlyOne(words, EXAMPLE).lab] : allLabs));
    return 0;
  }
  const { lab } = selectExactlyOne(words.slice(0, 1), EXAMPLE);
  const seed = readSeed(values.get('seed'));
  if (lab.incidentsOf) return incident(lab, lab.incidentsOf, words.slice(1), seed, values);
  const fault = chooseFault(lab, words.slice(1), seed);
  const session = await (await chooseTarget(values)).open();
  requireMade(lab, fault, session.world);
  await requireSolved(lab, session);
  const around = surroundings(session, await workshopShell(session));
  const problem = await withProgress(`Breaking lab ${lab.id}`, () => breakLab(lab, fault, around));
  if (problem) throw new WrongInput(`Lab ${lab.id} could not be broken: ${problem} npm run lab:solve -- ${lab.id}`);
  echo(renderBroken(lab, fault, session.world.names, flags.has('quiet')));
  return 0;
});

async function incident(room: Lab, labs: Lab[], words: string[], seed: number, options: Map<string, string>) {
  if (words.length > 0) throw new WrongInput(`Lab ${room.id} draws its incidents: use --seed, and name no fault.`);
  const drawn = drawIncident(labs, seed);
  const session = await (await chooseTarget(options)).open();
  requireMade(drawn.lab, drawn.fault, session.world);
  await openIncident(room, drawn, allLabs, surroundings(session, await workshopShell(session)));
  echo(renderIncident(room, drawn, session.world.names));
  return 0;
}

/** Errors: WrongInput if the fault is in a step that a real account does without. */
function requireMade({ id, steps }: Lab, fault: Fault, world: World): void {
  const step = steps.find((one) => one.id === fault.step);
  const reason = step && leftOut(step, world);
  if (reason)
    throw new WrongInput(`Fault ${fault.id} of lab ${id} is left out on a real account: ${reason} Choose another.`);
}

function renderIncident(room: Lab, { seed, lab, fault: { symptom, why } }: Incident, names: Names): string {
  return [
    `Incident ${seed}. Team ${why.namespace}, who did lab ${lab.id} (${lab.title}) on ${names[why.cluster]}, reports:`,
    `  ${symptom}`,
    `To ask a pod of theirs:`,
    `  npm run lab:why -- ${placeOf(why, names)}`,
    `It is over when this says so:`,
    `  npm run lab:verify -- ${room.id}/incident --watch`,
  ].join('\n');
}

function renderFaults(labs: Lab[]): string {
  const rows = labs.flatMap((lab) => lab.faults.map(({ id, title }) => [lab.id, id, title]));
  return rows.length > 0 ? renderTable([['lab', 'fault', 'what it is'], ...rows]) : 'There are no faults.';
}

function renderBroken(lab: Lab, { id, title, why }: Fault, names: Names, quiet: boolean): string {
  const what = quiet ? 'Something' : `${title} (${id}): something`;
  return [
    `${what} in lab ${lab.id} is broken now. To find it:`,
    `  npm run lab:verify -- ${lab.id} --watch`,
    `  npm run lab:why -- ${placeOf(why, names)}`,
    `What mends it is on the page of the lab, under "When it breaks".`,
  ].join('\n');
}

function placeOf({ cluster, namespace, pod, question }: Diagnosis, names: Names): string {
  const { action, resource } = question?.(names) ?? {};
  return `"$${cluster}/${namespace}/${pod}"${action ? ` --action ${action} --resource ${resource}` : ''}`;
}
