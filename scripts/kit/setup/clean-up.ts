import { cleanLabs, type LabTools } from './clean-labs.ts';
import { removeClusterRemains } from './cluster-remains.ts';
import { findCluster, notedIssuers, noteIssuer } from './clusters.ts';
import { messageOf } from './describe.ts';
import { removeStack } from './remove-stack.ts';
import { CLUSTER_STACKS, type StackKind } from './run.ts';
import { type Scan, scan } from './scan.ts';
import { poll, type SetupTools } from './setup-tools.ts';

/** Lists of what is tagged, and tables that are being deleted, lag behind. */
const SCAN_DEADLINE_MS = 5 * 60_000;

export interface CleanedUp {
  scan: Scan;
  troubles: string[];
}

/**
 * Removes what the run made, in the order in which one thing depends on another: what the labs made, the clusters, what
 * they left, their network. One trouble does not stop the rest. May end at any moment and be called again. Errors: those of the ledger.
 */
export async function cleanUp(tools: SetupTools, labs: LabTools): Promise<CleanedUp> {
  const issuers = await issuersOf(tools);
  const troubles = await orTrouble('the labs', () => cleanLabs(tools, labs, issuers));
  if (tools.run.makesClusters) troubles.push(...(await removeClusters(tools)));
  let last: Scan | undefined;
  await poll(tools.clock, SCAN_DEADLINE_MS, async () => {
    last = await scan(tools, labs, issuers);
    // A stack that is still there stays: it was waited for.
    return last.remaining.length === 0 || last.remaining.some((line) => line.startsWith('stack ')) || undefined;
  });
  return { scan: last ?? (await scan(tools, labs, issuers)), troubles };
}

async function removeClusters(tools: SetupTools): Promise<string[]> {
  const ofClusters = await Promise.all(CLUSTER_STACKS.map((kind) => removeOrTrouble(kind, tools)));
  return [...ofClusters.flat(), ...(await removeClusterRemains(tools)), ...(await removeOrTrouble('network', tools))];
}

const removeOrTrouble = (kind: StackKind, tools: SetupTools) =>
  orTrouble(`stack ${kind}`, async () => {
    await removeStack(kind, tools);
    return [];
  });

async function orTrouble(what: string, work: () => Promise<string[]>): Promise<string[]> {
  try {
    return await work();
  } catch (error) {
    return [`${what}: ${messageOf(error)}`];
  }
}

/** From the ledger, and from the clusters as long as they are there: a ledger may have been lost. */
async function issuersOf(tools: SetupTools): Promise<string[]> {
  for (const name of Object.values(tools.run.clusters)) noteIssuer(await findCluster(name, tools), tools.ledger);
  return notedIssuers(tools.ledger);
}
