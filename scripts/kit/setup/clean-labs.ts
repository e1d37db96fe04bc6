import { allLabs } from '../../../labs/all-labs.ts';
import type { Lab } from '../../../labs/kit/lab.ts';
import { readFences } from '../../../labs/kit/page.ts';
import type { RunScript } from '../../../labs/kit/run-fence.ts';
import { clean } from '../../../labs/kit/solve.ts';
import type { World } from '../../../labs/kit/world.ts';
import { readPage } from '../read-page.ts';
import { type Belonging, findBelongings } from './belongings.ts';
import { messageOf, nameThing } from './describe.ts';
import type { Thing } from './ledger.ts';
import { removeBelonging } from './remove-belonging.ts';
import type { SetupTools } from './setup-tools.ts';

/** The labs' side of a clean-up. */
export interface LabTools {
  /** Without a second account its clients may be those of the own one: nothing was made in another. */
  world: World;
  run: RunScript;
  /** False without a second account. */
  hasPartner: boolean;
}

/** The clock of AWS and that of this machine may differ by so much; more, and signatures are refused. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Removes what the labs have made, in both accounts and on both clusters: by the pages' clean-ups where the clusters can be
 * reached, and then, by the APIs, what they left. Answers what went wrong, one line each.
 */
export async function cleanLabs(tools: SetupTools, labs: LabTools, issuers: string[]): Promise<string[]> {
  const before = await listBelongings(labs, issuers);
  const foreign = before.filter((one) => isOlder(one, tools));
  for (const one of before.filter((other) => !foreign.includes(other)))
    tools.ledger.write({ event: 'removing', ...asThing(one) });
  const troubles = await runPages(labs, foreign, tools);
  for (const one of (await listBelongings(labs, issuers)).filter((other) => !isOlder(other, tools))) {
    troubles.push(...(await removeOne(one, tools, labs)));
  }
  const after = (await listBelongings(labs, issuers)).map(({ name }) => name);
  for (const one of before.filter(({ name }) => !after.includes(name)))
    tools.ledger.write({ event: 'gone', ...asThing(one) });
  return [...troubles, ...foreign.map(kept)];
}

/** Those of both accounts. */
export async function listBelongings({ world, hasPartner }: LabTools, issuers: string[]): Promise<Belonging[]> {
  const { names, aws, partner } = world;
  const own = await findBelongings({ names, aws, issuers });
  const others = hasPartner ? await findBelongings({ names, aws: partner, issuers: [] }) : [];
  return [...own, ...others.map((one) => ({ ...one, isPartners: true as const }))];
}

/** What was there before the run began is not the run's, whatever it is called. */
export const isOlder = ({ madeAt }: Belonging, { run }: Pick<SetupTools, 'run'>) =>
  madeAt < run.startedAt - CLOCK_SKEW_MS;

/** As it stands in the ledger, on receipts, and in messages. */
export const asThing = ({ kind, name, isPartners }: Belonging): Thing => ({
  kind: isPartners ? `the partner's ${kind}` : kind,
  name,
});

const kept = (one: Belonging) =>
  `${nameThing(asThing(one))} is older than the run, so it was left alone, and so was every lab that uses it.`;

/** The last lab first. A lab that would remove a foreign thing of the same name is passed over. */
async function runPages(labs: LabTools, foreign: Belonging[], { say }: SetupTools): Promise<string[]> {
  const troubles: string[] = [];
  for (const lab of allLabs.toReversed().filter((one) => !touches(one, foreign))) {
    try {
      if ((await lab.leftovers(labs.world)).length === 0) continue;
      say(`cleaning up lab ${lab.id} ${lab.title}`);
      const { leftovers } = await clean(readPage(lab), lab, labs.world, labs.run);
      troubles.push(...leftovers.map((leftover) => `lab ${lab.id} left ${leftover}`));
    } catch (error) {
      troubles.push(`lab ${lab.id} could not be cleaned by its page: ${messageOf(error)}`);
    }
  }
  return troubles;
}

function touches(lab: Lab, things: Belonging[]): boolean {
  const commands = readFences(readPage(lab))
    .filter((fence) => fence.clean)
    .map((fence) => fence.commands);
  return things.some(({ variable }) => variable && new RegExp(`\\$\\{?${variable}\\b`).test(commands.join('\n')));
}

async function removeOne(one: Belonging, { say }: SetupTools, { world }: LabTools): Promise<string[]> {
  try {
    say(`removing ${nameThing(asThing(one))}`);
    await removeBelonging(one, one.isPartners ? world.partner : world.aws);
    return [];
  } catch (error) {
    return [`${nameThing(asThing(one))} could not be removed: ${messageOf(error)}`];
  }
}
