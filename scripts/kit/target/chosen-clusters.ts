import { findCurrentRun } from '../setup/run-folder.ts';
import type { SignedIn } from './sign-in.ts';

/**
 * The clusters' names: from the command line, else from CLUSTER_A and CLUSTER_B, else those that `lab:setup` made in this
 * account and Region, else the workshop's own.
 */
export function chosenClusters(
  options: Map<string, string>,
  env: Record<string, string | undefined>,
  { account, home }: Pick<SignedIn, 'home'> & { account: { region: string } },
) {
  const current = findCurrentRun(home)?.run;
  const made = current?.region === account.region ? current.clusters : undefined;
  return {
    CLUSTER_A: options.get('cluster-a') ?? (env.CLUSTER_A || made?.CLUSTER_A || 'workshop-a'),
    CLUSTER_B: options.get('cluster-b') ?? (env.CLUSTER_B || made?.CLUSTER_B || 'workshop-b'),
  };
}
