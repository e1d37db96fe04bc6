import { breakLab, type FaultSurroundings } from '../../labs/kit/faults.ts';
import type { Fault, Lab } from '../../labs/kit/lab.ts';
import { alreadyHolds, solveStep } from '../../labs/kit/solve.ts';
import { verify } from '../../labs/kit/verify.ts';
import { WrongInput } from './command.ts';
import { withProgress } from './progress.ts';

export interface Incident {
  seed: number;
  lab: Lab;
  fault: Fault;
}

/** The fault that a seed stands for, of all faults of the labs: as many seeds in a row as there are faults give each once. */
export function drawIncident(labs: Lab[], seed: number): Incident {
  const all = labs.flatMap((lab) => lab.faults.map((fault) => ({ seed, lab, fault })));
  const drawn = all[seed % all.length];
  if (!drawn) throw new WrongInput('There are no faults to draw from.');
  return drawn;
}

/**
 * Solves the lab of the fault and those that it builds on, where they do not hold, breaks it, and leaves a ticket in the
 * cluster.
 *
 * Errors: WrongInput if the room has an incident that is not over, or if the lab can be neither solved nor broken.
 */
export async function openIncident(room: Lab, incident: Incident, labs: Lab[], around: FaultSurroundings) {
  const { lab, fault } = incident;
  const incidents = room.steps.filter(({ holdsFromTheStart }) => holdsFromTheStart !== undefined);
  const open = (await verify(room, incidents, around.world, around.patience)).find(({ ok }) => !ok);
  if (open) throw new WrongInput(`There is an incident already. ${open.seen}. First: npm run lab:verify -- ${room.id}`);
  const needed = [...labs.filter(({ id }) => lab.requires.includes(id)), lab];
  await withProgress('Setting the scene', async () => {
    for (const one of needed) await makeWhole(one, around);
    refuse(lab, await breakLab(lab, fault, around));
    refuse(lab, await leaveTicket(incident, around));
  });
}

async function makeWhole(lab: Lab, around: FaultSurroundings): Promise<void> {
  for (const step of lab.steps) {
    if (await alreadyHolds(lab, step, around.world, around.patience)) continue;
    const stopped = await solveStep(around.page(lab), step, around.run);
    refuse(lab, stopped && `${stopped.problem} ${stopped.stderr.trim()}`);
  }
}

function refuse({ id }: Lab, problem: string | undefined): void {
  if (problem) throw new WrongInput(`Lab ${id} could not be prepared: ${problem} Try: npm run lab:reset -- ${id}`);
}

/** It names the lab and the seed, and nothing of the cause. */
async function leaveTicket({ lab, seed }: Incident, { run }: FaultSurroundings): Promise<string | undefined> {
  const room = 'kubectl --context "$CLUSTER_A" -n incident-room';
  const { exitCode, stderr } = await run(`set -e
kubectl --context "$CLUSTER_A" get namespace incident-room &>/dev/null || kubectl --context "$CLUSTER_A" create namespace incident-room
${room} delete configmap ticket --ignore-not-found
${room} create configmap ticket --from-literal=lab=${lab.id} --from-literal=seed=${seed}
`);
  return exitCode === 0 ? undefined : `the ticket could not be written: ${stderr.trim()}`;
}
