import type { CommandContext, CommandResult } from '../command.ts';
import { columns } from './columns.ts';
import { done } from './command-types.ts';
import { type Flags, flag, isSet } from './flags.ts';
import { renderJsonPath } from './jsonpath.ts';
import { type Kubeconfig, type KubeconfigFile, readKubeconfig } from './kubeconfig.ts';
import { KubectlError } from './kubectl-error.ts';

/** `kubectl config view|get-contexts|current-context|use-context|set-context --current`. */
export async function config(flags: Flags, context: CommandContext): Promise<CommandResult> {
  const file = await readKubeconfig(context, flag(flags, 'kubeconfig'));
  const [verb, name] = flags.positional;
  switch (verb) {
    case 'current-context':
      if (!file.config['current-context']) throw new KubectlError('error: current-context is not set');
      return done(`${file.config['current-context']}\n`);
    case 'get-contexts':
      return done(contexts(file.config, flag(flags, 'output') === 'name'));
    case 'use-context':
      return switchContext(file, name ?? '', context);
    case 'view':
      return view(file.config, flags);
    default:
      throw new KubectlError(
        `error: unknown command "config ${verb ?? ''}": this shell has view, get-contexts, current-context, use-context`,
      );
  }
}

function contexts({ contexts, 'current-context': current }: Kubeconfig, namesOnly: boolean): string {
  if (namesOnly) return contexts.map(({ name }) => `${name}\n`).join('');
  const rows = contexts.map(({ name, context }) => [
    name === current ? '*' : '',
    name,
    context.cluster,
    context.user,
    context.namespace ?? '',
  ]);
  return columns([['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'], ...rows]);
}

/** Writes only the one field, into the first file. */
async function switchContext(
  { path, config }: KubeconfigFile,
  name: string,
  { fs }: CommandContext,
): Promise<CommandResult> {
  if (!config.contexts.some((one) => one.name === name))
    throw new KubectlError(`error: no context exists with the name: "${name}"`);
  const { parseDocument } = await import('../yaml.ts');
  const document = parseDocument(await fs.readFile(path));
  document.set('current-context', name);
  await fs.writeFile(path, document.toString());
  return done(`Switched to context "${name}".\n`);
}

async function view(config: Kubeconfig, flags: Flags): Promise<CommandResult> {
  const current = config['current-context'];
  const contexts = isSet(flags, 'minify') ? config.contexts.filter(({ name }) => name === current) : config.contexts;
  const used = (kind: 'cluster' | 'user', name: string) => contexts.some(({ context }) => context[kind] === name);
  const shown = {
    apiVersion: 'v1',
    clusters: config.clusters.filter(({ name }) => used('cluster', name)).map(hideCertificate),
    contexts,
    'current-context': current ?? '',
    kind: 'Config',
    preferences: {},
    users: config.users
      .filter(({ name }) => used('user', name))
      .map((one) => (isSet(flags, 'raw') ? one : hideToken(one))),
  };
  const output = flag(flags, 'output') ?? 'yaml';
  if (output.startsWith('jsonpath=')) return done(renderJsonPath(output.slice('jsonpath='.length), shown));
  if (output === 'json') return done(`${JSON.stringify(shown, null, 4)}\n`);
  return done((await import('../yaml.ts')).stringify(shown, { indentSeq: false, lineWidth: 0 }));
}

function hideCertificate({ name, cluster }: Kubeconfig['clusters'][number]) {
  return {
    cluster: {
      ...cluster,
      ...('certificate-authority-data' in cluster && { 'certificate-authority-data': 'DATA+OMITTED' }),
    },
    name,
  };
}

const hideToken = ({ name, user }: Kubeconfig['users'][number]) => ({
  name,
  user: user.token ? { ...user, token: 'REDACTED' } : user,
});
