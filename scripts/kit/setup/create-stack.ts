import type { CloudFormation, Stack } from '@aws-sdk/client-cloudformation';
import { removeStack } from './remove-stack.ts';
import { RUN_TAG, type StackKind, stackName } from './run.ts';
import { SetupError, type SetupTools } from './setup-tools.ts';
import { partsOf, requireOwn, settle, whyFailed } from './stacks.ts';

/** A stack to make, or to go on with. */
export interface StackOrder {
  kind: StackKind;
  template: string;
  parameters: Record<string, string>;
  /** How long it takes as a rule. */
  expectedMs: number;
  deadlineMs: number;
}

const COMPLETE = new Set<string>(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);

/**
 * The run's stack of that kind, complete: found, waited for, or made. What is left of an attempt that failed goes first.
 *
 * Errors: SetupError if it comes to nothing, with the reason, and for a stack of this name that is not the run's.
 */
export async function ensureStack(order: StackOrder, tools: SetupTools): Promise<Stack> {
  const name = stackName(tools.run, order.kind);
  const cloudformation = await tools.aws.cloudformation();
  const doing = `creating ${name}`;
  let stack = await waitFor(order, doing, tools);
  if (stack && !isComplete(stack)) {
    tools.say(`${name} is ${stack.StackStatus}: it is removed and made again`);
    await removeStack(order.kind, tools);
    stack = undefined;
  }
  if (!stack) {
    await create(cloudformation, order, tools);
    stack = await waitFor(order, doing, tools);
  }
  if (stack && isComplete(stack)) return recordMade(cloudformation, stack, tools);
  throw new SetupError(await explainFailure(cloudformation, name, stack, tools));
}

const isComplete = ({ StackStatus }: Stack) => StackStatus !== undefined && COMPLETE.has(StackStatus);

async function waitFor({ kind, expectedMs, deadlineMs }: StackOrder, doing: string, tools: SetupTools) {
  const stack = await settle(
    { name: stackName(tools.run, kind), doing, goal: 'CREATE_COMPLETE', expectedMs, deadlineMs },
    tools,
  );
  if (stack) requireOwn(stack, tools.run);
  return stack;
}

async function create(cloudformation: CloudFormation, order: StackOrder, { run, ledger }: SetupTools): Promise<void> {
  const name = stackName(run, order.kind);
  ledger.write({ event: 'intended', kind: 'stack', name });
  const attempt = ledger.entries().filter((entry) => entry.event === 'gone' && entry.name === name).length;
  const created = cloudformation.createStack({
    StackName: name,
    TemplateBody: order.template,
    Parameters: Object.entries(order.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: ['CAPABILITY_IAM'],
    Tags: [{ Key: RUN_TAG, Value: run.id }],
    // A repeated call with a token that was used makes no second stack; one that was deleted gave its token up.
    ClientRequestToken: `${run.id}-${order.kind}-${attempt}`,
  });
  // Its answer may have been lost, and the call repeated by the SDK; whose stack it is, is seen next.
  await created.catch((error: Error) => (error.name === 'AlreadyExistsException' ? undefined : Promise.reject(error)));
}

/** Puts down what the stack is made of, once. */
async function recordMade(cloudformation: CloudFormation, stack: Stack, { ledger }: SetupTools): Promise<Stack> {
  const name = stack.StackName ?? '';
  const last = ledger
    .entries()
    .filter((entry) => 'name' in entry && entry.name === name)
    .at(-1);
  if (last?.event === 'made') return stack;
  for (const part of await partsOf(cloudformation, name)) ledger.write({ event: 'made', ...part });
  ledger.write({ event: 'made', kind: 'stack', name });
  return stack;
}

async function explainFailure(
  cloudformation: CloudFormation,
  name: string,
  stack: Stack | undefined,
  { ledger }: SetupTools,
): Promise<string> {
  const reason = stack ? await whyFailed(cloudformation, stack) : 'It is gone.';
  ledger.write({ event: 'failed', kind: 'stack', name, reason });
  return `${name} could not be made. ${reason}`;
}
