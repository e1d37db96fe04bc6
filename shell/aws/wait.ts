import type { CommandResult } from '../command.ts';
import { createClient } from './call-service.ts';
import { CliError, GENERAL, invalidChoice, usageError } from './cli-error.ts';
import { kebabCase, pascalCase } from './names.ts';
import { findOperation } from './operations.ts';
import { readInput } from './parameters/read-input.ts';
import { serviceError } from './service-error.ts';
import type { AwsService } from './services.ts';
import type { Settings } from './settings.ts';

type Waiter = (options: Record<string, unknown>, input: unknown) => Promise<unknown>;

/** Polling of the CLI's waiters: seconds between polls and number of polls. botocore's waiters-2.json. */
const PACE: Record<string, [delaySeconds: number, attempts: number]> = {
  BucketExists: [5, 20],
  BucketNotExists: [5, 20],
  ObjectExists: [5, 20],
  ObjectNotExists: [5, 20],
  ClusterActive: [30, 40],
  ClusterDeleted: [30, 40],
  AddonActive: [10, 60],
  AddonDeleted: [10, 60],
  FargateProfileActive: [10, 60],
  FargateProfileDeleted: [30, 60],
  TableExists: [20, 25],
  TableNotExists: [20, 25],
  StackExists: [5, 20],
  StackCreateComplete: [30, 120],
  StackDeleteComplete: [30, 120],
  StackUpdateComplete: [30, 120],
  StackRollbackComplete: [30, 120],
  ChangeSetCreateComplete: [30, 120],
};
const USUAL: [number, number] = [1, 40];

/** Which operation a waiter asks: its options are that operation's. */
const ASKS: Record<string, string> = {
  Bucket: 'head-bucket',
  Object: 'head-object',
  Cluster: 'describe-cluster',
  Addon: 'describe-addon',
  FargateProfile: 'describe-fargate-profile',
  Nodegroup: 'describe-nodegroup',
  Table: 'describe-table',
  Role: 'get-role',
  Policy: 'get-policy',
  User: 'get-user',
  InstanceProfile: 'get-instance-profile',
  Stack: 'describe-stacks',
  ChangeSet: 'describe-change-set',
};

/** `aws <service> wait <state> …`: polls with the SDK's waiter, sleeps with the shell's sleep. */
export async function wait(settings: Settings, service: AwsService, args: string[]): Promise<CommandResult> {
  const name = pascalCase(args[0] ?? '');
  const waiter = service.exports[`waitUntil${name}`] as Waiter | undefined;
  const asks = ASKS[name.replace(/(Not)?(Exists|Active|Deleted)$|(Create|Update|Delete|Rollback)Complete$/, '')];
  if (!waiter || !asks) throw unknownWaiter(service, args[0]);
  const { input } = await readInput(findOperation(service, asks), args.slice(1), settings.context);
  const client = createClient(settings, service);
  const [delaySeconds, attempts] = PACE[name] ?? USUAL;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (await poll(waiter, client, input, name)) return { stdout: '', stderr: '', exitCode: 0 };
    if (attempt < attempts) await settings.context.sleep(delaySeconds * 1000);
  }
  throw new CliError(GENERAL, `\nWaiter ${name} failed: Max attempts exceeded`);
}

/** A waiter whose time is up after its first poll: true if the state is there, false if it may still come. */
async function poll(waiter: Waiter, client: unknown, input: unknown, name: string): Promise<boolean> {
  try {
    await waiter({ client, ...ONCE }, input);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return false;
    const reason = waiterFailure(error);
    if (reason === undefined) throw serviceError(error, name);
    throw new CliError(GENERAL, `\nWaiter ${name} failed: ${reason}`);
  }
}

const ONCE = { maxWaitTime: 0.002, minDelay: 0.001, maxDelay: 0.001 };

/** The SDK reports a final state as JSON in the error's message. */
function waiterFailure(error: unknown): string | undefined {
  const [, state] = /"state":"(\w+)"/.exec(error instanceof Error ? error.message : '') ?? [];
  return state === 'FAILURE' ? 'Waiter encountered a terminal failure state' : undefined;
}

function unknownWaiter(service: AwsService, asked: string | undefined): CliError {
  if (asked === undefined) return usageError('the following arguments are required: subcommand');
  const names = Object.keys(service.exports).flatMap((name) => /^waitUntil(.+)$/.exec(name)?.[1] ?? []);
  return invalidChoice('subcommand', names.map(kebabCase).sort());
}
