import type { ClusterAddress } from './local-cloud.ts';

/** A kubeconfig with a context for every cluster, named like it; the first one is current. */
export function kubeconfig(clusters: ClusterAddress[], caPem: string, token: string): string {
  const authority = Buffer.from(caPem).toString('base64');
  const names = clusters.map(({ name }) => name);
  return `apiVersion: v1
kind: Config
current-context: ${names[0]}
clusters:
${clusters.map(({ name, url }) => clusterEntry(name, url, authority)).join('\n')}
contexts:
${names.map(contextEntry).join('\n')}
users:
- name: workshop
  user:
    token: ${token}
preferences: {}
`;
}

const clusterEntry = (name: string, url: string, authority: string) => `- name: ${name}
  cluster:
    server: ${url}
    certificate-authority-data: ${authority}`;

const contextEntry = (name: string) => `- name: ${name}
  context:
    cluster: ${name}
    user: workshop`;
