import type { CommandContext } from '../command.ts';
import { KubectlError } from './kubectl-error.ts';

export interface Cluster {
  server: string;
  'certificate-authority-data'?: string;
  [field: string]: unknown;
}

export interface User {
  token?: string;
  tokenFile?: string;
  exec?: ExecPlugin;
}

export interface ExecPlugin {
  apiVersion: string;
  command: string;
  args?: string[];
  env?: { name: string; value: string }[] | null;
}

export interface KubeContext {
  cluster: string;
  user: string;
  namespace?: string;
}

export interface Kubeconfig {
  clusters: { name: string; cluster: Cluster }[];
  contexts: { name: string; context: KubeContext }[];
  users: { name: string; user: User }[];
  'current-context'?: string;
  [field: string]: unknown;
}

export interface KubeconfigFile {
  path: string;
  config: Kubeconfig;
}

/** The kubeconfig that `--kubeconfig`, KUBECONFIG or ~/.kube/config names; of several in KUBECONFIG, all merged. */
export async function readKubeconfig(context: CommandContext, named?: string): Promise<KubeconfigFile> {
  const { parse } = await import('../yaml.ts');
  const paths = kubeconfigPaths(context, named);
  const merged: Kubeconfig = { apiVersion: 'v1', kind: 'Config', clusters: [], contexts: [], users: [] };
  for (const path of paths) {
    if (!(await context.fs.exists(path))) continue;
    const config: Partial<Kubeconfig> | null = parse(await context.fs.readFile(path));
    merged.clusters.push(...(config?.clusters ?? []));
    merged.contexts.push(...(config?.contexts ?? []));
    merged.users.push(...(config?.users ?? []));
    merged['current-context'] ||= config?.['current-context'];
  }
  return { path: paths[0] ?? '', config: merged };
}

function kubeconfigPaths({ env, fs, cwd }: CommandContext, named?: string): string[] {
  const home = env.HOME ?? '/root';
  const list = named ? [named] : (env.KUBECONFIG?.split(':').filter(Boolean) ?? []);
  return (list.length ? list : [`${home}/.kube/config`]).map((path) => fs.resolvePath(cwd, path));
}

export interface Target {
  cluster: Cluster;
  user: User;
  namespace?: string;
}

/** The cluster, user and namespace of a context. Throws kubectl's errors if one of them is not there. */
export function targetOf(config: Kubeconfig, contextName = config['current-context']): Target {
  if (!contextName) throw new KubectlError(UNREACHABLE('localhost:8080'));
  const context = config.contexts.find(({ name }) => name === contextName)?.context;
  if (!context) throw new KubectlError(`error: context "${contextName}" does not exist`);
  const cluster = config.clusters.find(({ name }) => name === context.cluster)?.cluster;
  if (!cluster) throw new KubectlError(`error: cluster "${context.cluster}" does not exist`);
  const user = config.users.find(({ name }) => name === context.user)?.user ?? {};
  return { cluster, user, namespace: context.namespace };
}

export const UNREACHABLE = (host: string) =>
  `The connection to the server ${host} was refused - did you specify the right host or port?`;
