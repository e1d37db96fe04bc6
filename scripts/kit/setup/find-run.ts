import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import { WrongInput } from '../command.ts';
import type { AccountClients } from '../target/account-clients.ts';
import type { SignedIn } from '../target/sign-in.ts';
import { clusterNames, RUN_TAG, type Run, runOfStack } from './run.ts';
import { beginRun, findCurrentRun, type KeptRun } from './run-folder.ts';
import { listStacks, taggedRun } from './stacks.ts';

/**
 * The run to go on with in this account and Region: the current one; else, where its folder is lost, the one that the tags
 * in the account tell of, which becomes the current one. `wanted` chooses among several. Undefined if there is none.
 *
 * Errors: WrongInput if the current one is in another Region, and if there are several.
 */
export async function findRun({ account, identity, home }: SignedIn, wanted?: string): Promise<KeptRun | undefined> {
  const { region, aws } = account;
  const current = findCurrentRun(home);
  if (current && (wanted === undefined || current.run.id === wanted)) {
    if (current.run.region === region) return current;
    const { id, region: other } = current.run;
    throw new WrongInput(
      `Run ${id} of this account is in ${other}, and you are in ${region}: export AWS_REGION=${other}`,
    );
  }
  if (current) throw new WrongInput(`The run under way is ${current.run.id}: leave --run out, or name that one.`);
  const lost = await findLostRuns(aws);
  const [found, another] = [...lost].filter(([id]) => wanted === undefined || id === wanted);
  if (!found) return undefined;
  if (another)
    throw new WrongInput(
      `This account has several runs: ${[...lost.keys()].sort().join(', ')}. Choose one to clean: --run <id>`,
    );
  const [id, startedAt] = found;
  const place = { account: identity.account, region };
  return beginRun(home, { id, ...place, startedAt, clusters: clusterNames(id), makesClusters: true });
}

/** Runs by their id, with the time when each began: of its first stack; of one without a stack nothing can be told. */
async function findLostRuns(aws: AccountClients): Promise<Map<Run['id'], Run['startedAt']>> {
  const found = new Map<string, number>();
  for (const stack of await listStacks(await aws.cloudformation())) {
    const id = runOfStack(stack.StackName ?? '');
    // A stack of that name without the tag is somebody else's.
    if (id === undefined || taggedRun(stack) !== id) continue;
    found.set(id, Math.min(found.get(id) ?? Date.now(), stack.CreationTime?.getTime() ?? Date.now()));
  }
  for (const id of await taggedRuns(aws)) if (!found.has(id)) found.set(id, Date.now());
  return found;
}

async function taggedRuns(aws: AccountClients): Promise<string[]> {
  const found: string[] = [];
  const pages = paginateGetResources({ client: await aws.tagging() }, { TagFilters: [{ Key: RUN_TAG }] });
  for await (const { ResourceTagMappingList = [] } of pages) {
    found.push(
      ...ResourceTagMappingList.flatMap(({ Tags = [] }) => Tags).flatMap(({ Key, Value }) =>
        Key === RUN_TAG && Value ? [Value] : [],
      ),
    );
  }
  return found;
}
