import type { CommandContext, CommandResult } from '../command.ts';
import { connectToCluster } from './client.ts';
import type { Subcommand } from './command-types.ts';
import { readFlags } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';

const SUBCOMMANDS: Record<string, () => Promise<Subcommand>> = {
  annotate: async () => (await import('./edit.ts')).annotate,
  'api-resources': async () => (await import('./information.ts')).apiResources,
  apply: async () => (await import('./apply.ts')).apply,
  auth: async () => (await import('./auth.ts')).auth,
  'cluster-info': async () => (await import('./information.ts')).clusterInfo,
  create: async () => (await import('./create.ts')).create,
  delete: async () => (await import('./delete.ts')).remove,
  describe: async () => (await import('./describe.ts')).describe,
  exec: async () => (await import('./exec.ts')).exec,
  get: async () => (await import('./get.ts')).get,
  label: async () => (await import('./edit.ts')).label,
  logs: async () => (await import('./logs.ts')).logs,
  patch: async () => (await import('./edit.ts')).patch,
  rollout: async () => (await import('./rollout.ts')).rollout,
  run: async () => (await import('./run.ts')).run,
  scale: async () => (await import('./edit.ts')).scale,
  version: async () => (await import('./information.ts')).version,
  wait: async () => (await import('./wait.ts')).wait,
};

/** The `kubectl` command. */
export async function kubectl(args: string[], context: CommandContext): Promise<CommandResult> {
  try {
    return await run(args, context);
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    return { stdout: '', stderr: `${error.message}\n`, exitCode: error.exitCode };
  }
}

async function run(args: string[], context: CommandContext): Promise<CommandResult> {
  const command = commandIn(args);
  const flags = readFlags(args, command);
  flags.positional.shift();
  if (command === 'config') return (await import('./config.ts')).config(flags, context);
  const load = Object.hasOwn(SUBCOMMANDS, command) ? SUBCOMMANDS[command] : undefined;
  if (!load) {
    const existing = ['config', ...Object.keys(SUBCOMMANDS)].sort().join(', ');
    throw new KubectlError(
      `error: unknown command "${command}" for "kubectl"\n\nThis shell's kubectl has: ${existing}`,
    );
  }
  const [subcommand, client] = await Promise.all([load(), connectToCluster(context, flags)]);
  return subcommand({ context, flags, client });
}

/** The first word that is neither a flag nor a global flag's value. */
function commandIn(args: string[]): string {
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (
      /^(-n|--namespace|--context|--kubeconfig|--token|--request-timeout|--user|--cluster|--as|--as-group|--as-uid)$/.test(
        argument,
      )
    )
      index += 1;
    else if (!argument.startsWith('-')) return argument;
  }
  return '';
}
