import { randomBytes } from 'node:crypto';
import type { AwsClients } from '../../../labs/kit/aws-clients.ts';
import { workshopNames } from '../../../labs/kit/names.ts';
import { WrongInput } from '../command.ts';
import { openPartner } from '../target/aws-account.ts';
import type { SignedIn } from '../target/sign-in.ts';
import { findBelongings } from './belongings.ts';
import { asThing } from './clean-labs.ts';
import { objections } from './clusters.ts';
import { nameThing } from './describe.ts';
import { type Clusters, clusterNames, newRunId, type Run, STACKS, stackName } from './run.ts';

/** A run that could begin: with clusters that the learner names, or with clusters of its own. Errors: WrongInput if only one is named. */
export function planRun({ account, identity }: SignedIn, options: Map<string, string>): Run {
  const id = newRunId(randomBytes);
  const brought = broughtClusters(options);
  return {
    id,
    account: identity.account,
    region: account.region,
    startedAt: Date.now(),
    clusters: brought ?? clusterNames(id),
    makesClusters: brought === undefined,
  };
}

/** What `--cluster-a` and `--cluster-b` name. Errors: WrongInput unless they name two clusters, or none. */
export function broughtClusters(options: Map<string, string>): Clusters | undefined {
  const [a, b] = [options.get('cluster-a'), options.get('cluster-b')];
  if (a === undefined && b === undefined) return undefined;
  if (a === undefined || b === undefined || a === b)
    throw new WrongInput('Bring two clusters: --cluster-a <name> --cluster-b <another>');
  return { CLUSTER_A: a, CLUSTER_B: b };
}

/** What a run makes in the account, a line for each. */
export function whatIsMade(run: Run): string[] {
  if (!run.makesClusters) return [`nothing: clusters ${Object.values(run.clusters).join(' and ')} are there`];
  const [network, ...clusters] = STACKS.map((kind) => stackName(run, kind));
  const { CLUSTER_A, CLUSTER_B } = run.clusters;
  return [
    `stack ${network}: a VPC, two public subnets, an internet gateway, a route table`,
    `stacks ${clusters.join(' and ')}: clusters ${CLUSTER_A} and ${CLUSTER_B}, each with one t3.medium node and two roles`,
  ];
}

/**
 * Why the run must not begin, one sentence each: clusters that do not fit, and things with the labs' names that are there
 * already, which the labs would change and their clean-ups remove.
 */
export async function hindrances(
  run: Run,
  { account }: SignedIn,
  env: Record<string, string | undefined>,
): Promise<string[]> {
  const brought = run.makesClusters ? [] : Object.values(run.clusters);
  const partner = await openPartner(run.region, env);
  const found = await Promise.all([
    ...brought.map((name: string) => objections(name, account)),
    taken(run, account.aws, ''),
    ...(partner ? [taken(run, partner.aws, "the partner's ")] : []),
  ]);
  return found.flat();
}

async function taken({ account, region }: Run, aws: AwsClients, whose: string): Promise<string[]> {
  const found = await findBelongings({ names: workshopNames(account, region), aws, issuers: [] });
  return found.map(
    (one) =>
      `There is ${whose}${nameThing(asThing(one))} already. The labs use that name, and their clean-up would remove it: remove or rename it first.`,
  );
}
