import { type Check, check, type Lab } from '../kit/lab.ts';
import { type Patience, verify } from '../kit/verify.ts';
import type { World } from '../kit/world.ts';

const ROOM = '/api/v1/namespaces/incident-room/configmaps';

/** The data of a ConfigMap of the incident room; undefined if there is none. */
async function read(world: World, name: string): Promise<Record<string, string> | undefined> {
  const found = await world.kube(world.names.CLUSTER_A).find(`${ROOM}/${name}`);
  return found && ((found.data ?? {}) as Record<string, string>);
}

/** The findings say that word of the incident. */
export function findingSays(incident: string, word: string): Check {
  return check({
    must: `the findings say what broke in the ${incident}`,
    expected: `an entry ${incident} in the ConfigMap incident-room/findings that names the broken link`,
    next: 'Write down what you found: the last block of commands of the step.',
    async observe(world) {
      const entry = (await read(world, 'findings'))?.[incident];
      if (entry === undefined) return { ok: false, seen: `no entry ${incident}` };
      return { ok: entry.toLowerCase().includes(word), seen: entry };
    },
  });
}

const ONE_LOOK: Patience = { now: () => 0, sleep: async () => {}, settleMs: 0, graceMs: 0 };

/** Everything holds again in the lab that the ticket names. What does not is counted only: the causes are to be found. */
export function noIncidentIsOpen(labs: Lab[]): Check {
  return check({
    must: 'what the ticket is about works again, and allows no more than before',
    expected: 'every check of the lab that the ticket names holds',
    next: 'Ask the pod: npm run lab:why. The ticket: kubectl --context "$CLUSTER_A" -n incident-room get configmap ticket -o yaml',
    async observe(world) {
      const ticket = await read(world, 'ticket');
      if (!ticket) return { ok: true, seen: 'no ticket' };
      const lab = labs.find(({ id }) => id === ticket.lab);
      if (!lab) return { ok: false, seen: `a ticket about lab ${ticket.lab}, which does not exist` };
      const verdicts = await verify(lab, lab.steps, world, ONE_LOOK);
      const missed = verdicts.filter(({ ok }) => !ok).length;
      const seen = `incident ${ticket.seed}: ${missed} of ${verdicts.length} checks of lab ${lab.id} do not hold`;
      return { ok: missed === 0, seen };
    },
  });
}
