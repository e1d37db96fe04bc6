import { takeInventory } from '../../labs/kit/inventory.ts';
import type { Fault } from './faults.ts';
import type { FaultyCloud } from './faulty-cloud.ts';

/** What is done in an account, from opening it to the end of the clean-up; may be interrupted, and done again. */
export interface Work {
  /** Two digits of a lab, or another word. */
  name: string;
  /** Stops at the first thing that goes wrong and says what it was. Undefined: all went well. */
  run(cloud: FaultyCloud): Promise<string | undefined>;
}

/** A fault by the name that the table shows, at one call of a run. */
export interface Trouble {
  name: string;
  fault: Fault;
  /** The first is 1. */
  call: number;
}

/** What became of a run of which one call met a fault. */
export interface Survival {
  work: string;
  fault: string;
  /** What met the fault, such as `12: iam CreateRole`. */
  call: string;
  /** True if the run went on to its end as if nothing had been. */
  isUnnoticed: boolean;
  /** Why it did not pass when it was run again; empty if it passed. */
  problems: string[];
  /** What the account holds that it did not hold before, or holds no more. */
  left: string[];
}

/** The calls of a run in which nothing goes wrong. Errors: what went wrong all the same. */
export async function callsOf(work: Work, cloud: FaultyCloud): Promise<string[]> {
  cloud.door.expect();
  const problem = await attempt(work, cloud);
  if (problem) throw new Error(problem);
  return cloud.door.calls();
}

/**
 * Does the work with a fault at one call, `first` by another runner if one is given; if that was noticed does it again
 * without. The account must be as it was before. Undefined if the run ended before that call: how many there are depends
 * on how long pods take.
 */
export async function survive(
  work: Work,
  { name, ...plan }: Trouble,
  cloud: FaultyCloud,
  first: Work = work,
): Promise<Survival | undefined> {
  const { door } = cloud;
  const before = await inventory(cloud);
  door.expect(plan);
  const noticed = await attempt(first, cloud);
  const met = door.calls()[plan.call - 1];
  door.expect();
  await door.isQuiet();
  if (met === undefined && noticed === undefined) return undefined;
  const isUnnoticed = noticed === undefined && difference(before, await inventory(cloud)).length === 0;
  const again = isUnnoticed ? undefined : await attempt(work, cloud);
  const problems = again === undefined ? [] : [`after ${noticed}: ${again}`];
  const left = difference(before, await inventory(cloud));
  return { work: work.name, fault: name, call: `${plan.call}: ${met}`, isUnnoticed, problems, left };
}

async function attempt(work: Work, cloud: FaultyCloud): Promise<string | undefined> {
  try {
    return await work.run(cloud);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** All that the account and its clusters hold. */
async function inventory({ open }: FaultyCloud): Promise<string[]> {
  const { world } = await open();
  const [eks, ec2] = await Promise.all([world.aws.eks(), world.aws.ec2()]);
  const [inLabs, { clusters = [] }, { Vpcs = [] }, { NetworkInterfaces = [] }] = await Promise.all([
    takeInventory(world),
    eks.listClusters({}),
    ec2.describeVpcs({}),
    ec2.describeNetworkInterfaces({}),
  ]);
  return [
    ...inLabs,
    ...clusters.map((name) => `cluster ${name}`),
    ...Vpcs.map(({ VpcId }) => `VPC ${VpcId}`),
    ...NetworkInterfaces.map(({ NetworkInterfaceId }) => `network interface ${NetworkInterfaceId}`),
  ];
}

function difference(before: string[], after: string[]): string[] {
  const more = after.filter((one) => !before.includes(one)).map((one) => `left over: ${one}`);
  const fewer = before.filter((one) => !after.includes(one)).map((one) => `gone: ${one}`);
  return [...more, ...fewer];
}
