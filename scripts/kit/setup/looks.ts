import { paginateListClusters } from '@aws-sdk/client-eks';
import { paginateListRoles } from '@aws-sdk/client-iam';
import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import { allLabs } from '../../../labs/all-labs.ts';
import { asThing, isOlder, type LabTools, listBelongings } from './clean-labs.ts';
import { CLUSTER_REMAINS, findOfBoth } from './cluster-remains.ts';
import { nameThing } from './describe.ts';
import { RUN_TAG, runOfStack } from './run.ts';
import type { SetupTools } from './setup-tools.ts';
import { listStacks } from './stacks.ts';

/** One question to the account: what of the run is there? */
export interface Look {
  what: string;
  /** A line for each thing. Errors: those of the call. */
  find(): Promise<string[]>;
}

/** Every place where something of the run may be. Clusters that the learner brought are asked for what the labs made on them. */
export function looksFor(tools: SetupTools, labs: LabTools, issuers: string[]): Look[] {
  const both = [taggedThings(tools), labThings(tools, labs, issuers)];
  if (!tools.run.makesClusters) return [...both, thingsOnClusters(labs)];
  return [...both, stacks(tools), clusters(tools), stackRoles(tools), ...clusterRemains(tools)];
}

/**
 * The index of tags lags behind: it lists for a while what is gone, so what a stack has deleted does not count.
 * https://repost.aws/questions/QUH0hblHnBT9iK5VpfsVRnBQ tells of deleted clusters that it gives.
 */
const taggedThings = ({ run, aws, ledger }: SetupTools): Look => ({
  what: `everything with the tag ${RUN_TAG}=${run.id}, but for what a deleted stack took with it`,
  async find() {
    const gone = ledger.entries().flatMap((entry) => (entry.event === 'gone' ? [entry.name] : []));
    const question = { TagFilters: [{ Key: RUN_TAG, Values: [run.id] }] };
    const pages = paginateGetResources({ client: await aws.tagging() }, question);
    const found = await lines(pages, ({ ResourceTagMappingList = [] }) =>
      ResourceTagMappingList.map((one) => one.ResourceARN),
    );
    return found.filter((arn) => !gone.some((name) => `${arn}/`.includes(`/${name}/`)));
  },
});

const labThings = (tools: SetupTools, labs: LabTools, issuers: string[]): Look => ({
  what: 'roles, users, policies, buckets, tables and OIDC providers of the labs',
  async find() {
    const found = await listBelongings(labs, issuers);
    return found.filter((one) => !isOlder(one, tools)).map((one) => nameThing(asThing(one)));
  },
});

const thingsOnClusters = ({ world }: LabTools): Look => ({
  what: 'what the labs make on your clusters',
  find: async () => (await Promise.all(allLabs.map((lab) => lab.leftovers(world)))).flat(),
});

const stacks = ({ run, aws }: SetupTools): Look => ({
  what: 'CloudFormation stacks',
  async find() {
    const found = await listStacks(await aws.cloudformation());
    return found.flatMap(({ StackName = '' }) => (runOfStack(StackName) === run.id ? [`stack ${StackName}`] : []));
  },
});

const clusters = ({ run, aws }: SetupTools): Look => ({
  what: 'EKS clusters',
  async find() {
    const names: string[] = Object.values(run.clusters);
    const pages = paginateListClusters({ client: await aws.eks() }, {});
    return lines(pages, ({ clusters: found = [] }) =>
      found.filter((name) => names.includes(name)).map((name) => `cluster ${name}`),
    );
  },
});

const stackRoles = ({ run, aws }: SetupTools): Look => ({
  what: 'IAM roles of the stacks',
  async find() {
    const pages = paginateListRoles({ client: await aws.iam() }, {});
    const prefix = `pod-identity-workshop-${run.id}-`;
    return lines(pages, ({ Roles = [] }) =>
      Roles.flatMap(({ RoleName = '' }) => (RoleName.startsWith(prefix) ? [`role ${RoleName}`] : [])),
    );
  },
});

const clusterRemains = ({ run, aws }: SetupTools): Look[] =>
  CLUSTER_REMAINS.map((kind) => ({
    what: kind.what,
    find: async () => (await findOfBoth(kind, Object.values(run.clusters), aws)).map(nameThing),
  }));

async function lines<Page>(pages: AsyncIterable<Page>, of: (page: Page) => (string | undefined)[]): Promise<string[]> {
  const found: (string | undefined)[] = [];
  for await (const page of pages) found.push(...of(page));
  return found.filter((line) => line !== undefined);
}
