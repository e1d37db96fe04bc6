import { createKubeClient } from '../../../labs/kit/kube-client.ts';
import { createNodeTransport } from '../node-transport.ts';
import type { AwsAccount } from '../target/aws-account.ts';
import { findClusters } from '../target/aws-clusters.ts';
import { trustedByHost } from '../trusted-authority.ts';
import type { AskNodes } from './clusters.ts';

/** Asks each API server as the caller of the account. */
export function askNodes(account: AwsAccount, env: Record<string, string | undefined>): AskNodes {
  return async (name) => {
    const [cluster] = await findClusters(account, [name], env);
    if (!cluster) throw new Error(`Cluster ${name} has no endpoint yet.`);
    const transport = createNodeTransport(trustedByHost([cluster]));
    return createKubeClient({ ...cluster, transport }).list('/api/v1/nodes');
  };
}
