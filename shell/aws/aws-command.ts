import type { CommandContext, CommandResult } from '../command.ts';
import { CliError, usageError } from './cli-error.ts';
import { globalOptions } from './global-options.ts';
import { runOperation } from './run-operation.ts';
import { loadService } from './services.ts';
import { loadSettings, type Settings } from './settings.ts';
import { wait } from './wait.ts';

type Custom = (settings: Settings, args: string[]) => Promise<CommandResult>;

/** Commands that are more than one API call, or none. */
const CUSTOM: Record<string, () => Promise<Custom>> = {
  'eks get-token': async () => (await import('./eks/get-token.ts')).getToken,
  'eks update-kubeconfig': async () => (await import('./eks/update-kubeconfig.ts')).updateKubeconfig,
  'eks-auth assume-role-for-pod-identity': async () =>
    (await import('./eks/assume-role-for-pod-identity.ts')).assumeRoleForPodIdentity,
  's3 ls': async () => (await import('./s3/ls.ts')).ls,
  's3 cp': async () => (await import('./s3/cp.ts')).cp,
  's3 mb': async () => (await import('./s3/buckets.ts')).mb,
  's3 rb': async () => (await import('./s3/buckets.ts')).rb,
  's3 rm': async () => (await import('./s3/rm.ts')).rm,
  's3 presign': async () => (await import('./s3/presign.ts')).presign,
  'configure list': async () => (await import('./configure.ts')).configureList,
  'configure get': async () => (await import('./configure.ts')).configureGet,
};

/** The `aws` command. */
export async function aws(args: string[], context: CommandContext): Promise<CommandResult> {
  try {
    return await run(args, context);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { stdout: '', stderr: `${error.message}\n`, exitCode: error.exitCode };
  }
}

async function run(args: string[], context: CommandContext): Promise<CommandResult> {
  const { options, rest } = globalOptions(args);
  const [command, operation, ...parameters] = rest;
  if (command === '--version') return { stdout: VERSION, stderr: '', exitCode: 0 };
  if (command === undefined) throw usageError('the following arguments are required: command');
  const custom = await customCommand(command, operation);
  if (custom) return custom(await loadSettings(context, options), parameters);
  const service = await loadService(command);
  if (operation === undefined) throw usageError('the following arguments are required: operation');
  const settings = await loadSettings(context, options);
  if (operation === 'wait') return wait(settings, service, parameters);
  return runOperation(settings, service, operation, parameters);
}

const VERSION = 'aws-cli/2.0.0 workshop-shell (not the AWS CLI: the part of it that the workshop uses)\n';

async function customCommand(command: string, operation = ''): Promise<Custom | undefined> {
  const name = `${command} ${operation}`;
  if (Object.hasOwn(CUSTOM, name)) return CUSTOM[name]?.();
  const siblings = Object.keys(CUSTOM).flatMap((other) =>
    other.startsWith(`${command} `) ? [other.slice(command.length + 1)] : [],
  );
  if (command === 'eks' || !siblings.length) return undefined;
  throw usageError(`argument operation: Invalid choice, valid choices are:\n\n${siblings.join('\n')}`);
}
