import type { Cluster } from '@aws-sdk/client-eks';
import { SignatureV4 } from '@smithy/signature-v4';
import { orAbsent } from '../../../labs/kit/aws-clients.ts';
import { clusterToken } from '../../../shell/aws/eks/cluster-token.ts';
import type { AwsAccount } from './aws-account.ts';

/** How to reach the API server of a cluster of the account. */
export interface ReachableCluster {
  name: string;
  server: string;
  /** PEM. */
  certificateAuthority: string;
  token(): Promise<string>;
}

/** Well before its 15 minutes end: a watch or an exec that begins now must be let in. facts C.5 */
const RENEW_AFTER_MS = 10 * 60_000;

/** The clusters of these names that have an API server by now; those that do not exist, or not yet, are left out. */
export async function findClusters(account: AwsAccount, names: string[], env: Endpoints): Promise<ReachableCluster[]> {
  const eks = await account.aws.eks();
  const looks = names.map(async (name) => (await orAbsent(eks.describeCluster({ name })))?.cluster);
  const found = await Promise.all(looks);
  return found.flatMap((cluster) => (cluster?.endpoint ? [reach(cluster, account, env)] : []));
}

type Endpoints = Record<string, string | undefined>;

function reach(cluster: Cluster, account: AwsAccount, env: Endpoints): ReachableCluster {
  const { name = '', endpoint = '', certificateAuthority } = cluster;
  return {
    name,
    server: endpoint,
    certificateAuthority: Buffer.from(certificateAuthority?.data ?? '', 'base64').toString(),
    token: renewedToken(() => signToken(account, name, env)),
  };
}

function renewedToken(sign: () => Promise<string>): () => Promise<string> {
  let signed: { at: number; token: Promise<string> } | undefined;
  return () => {
    if (!signed || Date.now() - signed.at > RENEW_AFTER_MS) signed = { at: Date.now(), token: sign() };
    return signed.token;
  };
}

async function signToken({ region, credentials, aws }: AwsAccount, cluster: string, env: Endpoints): Promise<string> {
  const { sha256 } = (await aws.sts()).config;
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256, applyChecksum: false });
  const endpoint = env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL || `https://sts.${region}.amazonaws.com`;
  return clusterToken({ signer, endpoint: endpoint.replace(/\/$/, ''), cluster, now: Date.now() });
}
