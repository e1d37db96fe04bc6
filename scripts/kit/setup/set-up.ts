import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { projectFolder } from '../lab-home.ts';
import { type AskNodes, awaitReady } from './clusters.ts';
import { ensureStack, type StackOrder } from './create-stack.ts';
import { CLUSTER_STACKS, type ClusterStackKind, clusterOfStack } from './run.ts';
import type { SetupTools } from './setup-tools.ts';
import { zoneParameters } from './zones.ts';

const MINUTE_MS = 60_000;
/** As a rule: EKS user guide, "Create an Amazon EKS cluster", says several minutes; the rest is assumed, not confirmed against AWS. */
export const EXPECTED_MS = { network: MINUTE_MS, cluster: 15 * MINUTE_MS };
const DEADLINE_MS = { network: 15 * MINUTE_MS, cluster: 45 * MINUTE_MS };

/**
 * Makes what the run lacks, and waits until both clusters can be used. May end at any moment and be called again: it goes
 * on from what is there.
 *
 * Errors: SetupError, with the reason and what to do; those of the SDK once it has given up repeating a call.
 */
export async function setUp(tools: SetupTools, nodes: AskNodes): Promise<void> {
  if (tools.run.makesClusters) {
    const network = await ensureStack(await networkOrder(tools), tools);
    await bothOrNone(CLUSTER_STACKS.map((kind) => ensureStack(clusterOrder(kind, network, tools), tools)));
  }
  const { CLUSTER_A, CLUSTER_B } = tools.run.clusters;
  await bothOrNone([CLUSTER_A, CLUSTER_B].map((cluster) => awaitReady(cluster, tools, nodes)));
}

/** Each is waited for to its end, so that nothing goes on unseen when the other has failed. */
async function bothOrNone(works: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function networkOrder(tools: SetupTools): Promise<StackOrder> {
  return {
    kind: 'network',
    template: readTemplate('workshop-network'),
    parameters: await zoneParameters(tools),
    expectedMs: EXPECTED_MS.network,
    deadlineMs: DEADLINE_MS.network,
  };
}

function clusterOrder(kind: ClusterStackKind, network: Stack, { run }: SetupTools): StackOrder {
  const subnets = network.Outputs?.find(({ OutputKey }) => OutputKey === 'SubnetIds')?.OutputValue ?? '';
  return {
    kind,
    template: readTemplate('workshop-cluster'),
    parameters: { ClusterName: clusterOfStack(run, kind), SubnetIds: subnets },
    expectedMs: EXPECTED_MS.cluster,
    deadlineMs: DEADLINE_MS.cluster,
  };
}

const readTemplate = (name: string) => readFileSync(join(projectFolder, 'cloudformation', `${name}.yaml`), 'utf8');
