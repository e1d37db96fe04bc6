import { type CloudFormation, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import type { Thing } from './ledger.ts';
import { RUN_TAG, type Run } from './run.ts';
import { poll, SetupError, type SetupTools } from './setup-tools.ts';

/** The stack of that name, or undefined. Deleted stacks are found by their id only, so they count as gone. */
export async function findStack(cloudformation: CloudFormation, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudformation.describeStacks({ StackName: name });
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** All stacks of the Region that exist. */
export async function listStacks(client: CloudFormation): Promise<Stack[]> {
  const found: Stack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) found.push(...Stacks);
  return found;
}

/** CloudFormation has no error code of its own for it. https://github.com/aws/aws-cli/issues/3512 */
const isAbsent = (error: unknown) =>
  error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');

/** The run of a stack, as its tags say. */
export const taggedRun = ({ Tags = [] }: Stack): string | undefined => Tags.find(({ Key }) => Key === RUN_TAG)?.Value;

/** Errors: SetupError for a stack that has the run's name and not its tag: somebody else's is left alone. */
export function requireOwn(stack: Stack, run: Run): void {
  if (taggedRun(stack) === run.id) return;
  throw new SetupError(
    `Stack ${stack.StackName} has no tag ${RUN_TAG}=${run.id}, so it is not touched. Look whose it is, and delete or rename it.`,
  );
}

interface Waiting {
  name: string;
  /** As in "creating workshop-a". */
  doing: string;
  /** What each resource of the stack comes to. */
  goal: 'CREATE_COMPLETE' | 'DELETE_COMPLETE';
  /** How long it takes as a rule. */
  expectedMs: number;
  deadlineMs: number;
}

/** The stack once nothing goes on in it, undefined if it is gone. Says how far it is. Errors: SetupError at the deadline. */
export async function settle(waiting: Waiting, tools: SetupTools): Promise<Stack | undefined> {
  const { name, doing, deadlineMs } = waiting;
  const { aws, clock } = tools;
  const cloudformation = await aws.cloudformation();
  const sayProgress = progressOf(waiting, tools);
  const ended = await poll(clock, deadlineMs, async () => {
    const stack = await findStack(cloudformation, name);
    if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return { stack };
    await sayProgress(cloudformation, stack);
    return undefined;
  });
  if (ended) return ended.stack;
  throw new SetupError(`${doing} has not ended after ${minutes(deadlineMs)}. Run the same command again to wait on.`);
}

/** A line whenever another resource has got there, and each minute. */
function progressOf({ doing, goal, expectedMs }: Waiting, { clock, say }: SetupTools) {
  const started = clock.now();
  let last = '';
  return async (cloudformation: CloudFormation, { StackId }: Stack) => {
    // By its id, for it may be gone meanwhile.
    const { StackResources = [] } = await cloudformation.describeStackResources({ StackName: StackId });
    const ready = StackResources.filter(({ ResourceStatus }) => ResourceStatus === goal);
    const elapsed = clock.now() - started;
    const now = `${Math.floor(elapsed / 60_000)} ${ready.length}`;
    if (now !== last)
      say(`${doing}: ${ready.length} resources done, ${minutes(elapsed)} of about ${minutes(expectedMs)}`);
    last = now;
  };
}

/** `3:05` */
export function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}

/** What a stack is made of, as far as it is there. */
export async function partsOf(cloudformation: CloudFormation, stack: string): Promise<(Thing & { stack: string })[]> {
  const { StackResources = [] } = await cloudformation.describeStackResources({ StackName: stack });
  const there = StackResources.filter((one) => one.PhysicalResourceId && one.ResourceStatus !== 'DELETE_COMPLETE');
  return there.map(({ ResourceType: kind = '', PhysicalResourceId: name = '' }) => ({ kind, name, stack }));
}

/** Why a stack came to nothing: the first resource that failed, in CloudFormation's words. */
export async function whyFailed(cloudformation: CloudFormation, stack: Stack): Promise<string> {
  const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: stack.StackId });
  const failed = StackEvents.filter(
    ({ ResourceStatus = '', ResourceStatusReason = '' }) =>
      ResourceStatus.endsWith('_FAILED') && !ResourceStatusReason.includes('cancelled'),
  );
  const first = failed.at(-1);
  if (!first) return stack.StackStatusReason ?? `it is ${stack.StackStatus}`;
  return `${first.LogicalResourceId} (${first.ResourceType}): ${first.ResourceStatusReason}`;
}
