import type { CommandContext, CommandResult } from '../../command.ts';
import { callService } from '../call-service.ts';
import { CliError, GENERAL } from '../cli-error.ts';
import { type Flags, readFlags, requireOption } from '../flags.ts';
import { requireRegion, type Settings } from '../settings.ts';

interface Cluster {
  arn: string;
  status: string;
  endpoint: string;
  certificateAuthority?: { data?: string };
}

interface Named {
  name: string;
  [field: string]: unknown;
}

interface Kubeconfig {
  apiVersion: string;
  kind: string;
  clusters: Named[];
  contexts: Named[];
  users: Named[];
  'current-context': string;
  preferences?: object;
}

/** `aws eks update-kubeconfig`: adds the cluster to the kubeconfig and makes it current. facts C.5 */
export async function updateKubeconfig(settings: Settings, args: string[]): Promise<CommandResult> {
  const valued = ['--name', '--kubeconfig', '--alias', '--user-alias', '--role-arn'];
  const flags = readFlags(args, valued, ['--dry-run', '--verbose']);
  const name = requireOption(flags, '--name');
  const { cluster } = await callService<{ cluster: Cluster }>(settings, 'eks', 'DescribeCluster', { input: { name } });
  if (!['ACTIVE', 'UPDATING'].includes(cluster.status)) {
    throw new CliError(GENERAL, `\nCluster status is ${cluster.status}`);
  }
  const { parse, stringify } = await import('../../yaml.ts');
  const path = kubeconfigPath(settings.context, flags);
  const { fs } = settings.context;
  const before: Partial<Kubeconfig> | null = (await fs.exists(path)) ? parse(await fs.readFile(path)) : null;
  const context = flags.options.get('--alias') ?? cluster.arn;
  const text = stringify(withCluster(before, cluster, context, userOf(settings, flags, name, cluster.arn)));
  if (flags.options.has('--dry-run')) return done(text);
  await fs.mkdir(path.replace(/\/[^/]*$/, '') || '/', { recursive: true });
  await fs.writeFile(path, text);
  const known = before?.contexts?.some((one) => one.name === context);
  return done(known ? `Updated context ${context} in ${path}\n` : `Added new context ${context} to ${path}\n`);
}

const done = (stdout: string): CommandResult => ({ stdout, stderr: '', exitCode: 0 });

function kubeconfigPath({ env, fs, cwd }: CommandContext, { options }: Flags): string {
  const home = env.HOME ?? '/root';
  const path = options.get('--kubeconfig') ?? env.KUBECONFIG?.split(':').find(Boolean) ?? `${home}/.kube/config`;
  return fs.resolvePath(cwd, path.replace(/^~/, home));
}

function userOf(settings: Settings, { options }: Flags, clusterName: string, arn: string): Named {
  const role = options.get('--role-arn');
  const args = [
    '--region',
    requireRegion(settings),
    'eks',
    'get-token',
    '--cluster-name',
    clusterName,
    '--output',
    'json',
  ];
  const profile = settings.options.profile ?? settings.context.env.AWS_PROFILE;
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    args: role ? [...args, '--role-arn', role] : args,
    command: 'aws',
    ...(profile && { env: [{ name: 'AWS_PROFILE', value: profile }] }),
  };
  return { name: options.get('--user-alias') ?? arn, user: { exec } };
}

function withCluster(before: Partial<Kubeconfig> | null, cluster: Cluster, context: string, user: Named): Kubeconfig {
  const { arn, endpoint, certificateAuthority } = cluster;
  const reached = { 'certificate-authority-data': certificateAuthority?.data, server: endpoint };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    ...before,
    clusters: replaced(before?.clusters, { name: arn, cluster: reached }),
    contexts: replaced(before?.contexts, { name: context, context: { cluster: arn, user: user.name } }),
    users: replaced(before?.users, user),
    'current-context': context,
  };
}

function replaced(list: Named[] | undefined, item: Named): Named[] {
  return [...(list ?? []).filter(({ name }) => name !== item.name), item];
}
