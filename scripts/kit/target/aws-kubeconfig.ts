import { stringify } from 'yaml';
import type { ReachableCluster } from './aws-clusters.ts';

interface Caller {
  region: string;
  /** AWS_PROFILE, if the caller is one. */
  profile: string | undefined;
}

/**
 * A kubeconfig with a context for every cluster, named like it; tokens come from `aws eks get-token`, as
 * `aws eks update-kubeconfig` writes it, so that no secret is in the file.
 */
export function awsKubeconfig(clusters: ReachableCluster[], caller: Caller): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': clusters[0]?.name ?? '',
    clusters: clusters.map(clusterEntry),
    contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
    users: clusters.map(({ name }) => ({ name, user: { exec: plugin(name, caller) } })),
  });
}

const clusterEntry = ({ name, server, certificateAuthority }: ReachableCluster) => ({
  name,
  cluster: { server, 'certificate-authority-data': Buffer.from(certificateAuthority).toString('base64') },
});

const plugin = (cluster: string, { region, profile }: Caller) => ({
  apiVersion: 'client.authentication.k8s.io/v1beta1',
  command: 'aws',
  args: ['--region', region, 'eks', 'get-token', '--cluster-name', cluster, '--output', 'json'],
  ...(profile && { env: [{ name: 'AWS_PROFILE', value: profile }] }),
});
