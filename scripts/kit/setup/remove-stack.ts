import type { Stack } from '@aws-sdk/client-cloudformation';
import { type StackKind, stackName } from './run.ts';
import { SetupError, type SetupTools } from './setup-tools.ts';
import { requireOwn, settle, whyFailed } from './stacks.ts';

/** A cluster takes about ten minutes to go. Assumed; not confirmed against AWS. */
const EXPECTED_MS: Record<StackKind, number> = { network: 60_000, 'cluster-a': 600_000, 'cluster-b': 600_000 };
const DEADLINE_MS = 45 * 60_000;
/** What hinders a deletion, such as a network interface that takes its time, is often gone a little later. */
const ATTEMPTS = 3;

/**
 * Removes the run's stack of that kind, if it is there, and waits until it is gone.
 *
 * Errors: SetupError if something keeps it, with CloudFormation's reason, and for a stack of this name that is not the run's.
 */
export async function removeStack(kind: StackKind, tools: SetupTools): Promise<void> {
  const { run, ledger, aws } = tools;
  const name = stackName(run, kind);
  const cloudformation = await aws.cloudformation();
  const waiting = { name, doing: `removing ${name}`, expectedMs: EXPECTED_MS[kind], deadlineMs: DEADLINE_MS };
  let stack: Stack | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // A stack is deleted only once it is settled: one that is still being made would be half there.
    stack = await settle(waiting, tools);
    if (!stack) return recordGone(name, tools);
    requireOwn(stack, run);
    ledger.write({ event: 'removing', kind: 'stack', name });
    await cloudformation.deleteStack({ StackName: stack.StackId ?? name });
    stack = await settle(waiting, tools);
    if (!stack) return recordGone(name, tools);
  }
  const reason = stack ? await whyFailed(cloudformation, stack) : '';
  ledger.write({ event: 'failed', kind: 'stack', name, reason });
  throw new SetupError(`${name} could not be removed. ${reason}`);
}

/** Only what was once there, or was meant to be, is gone. */
function recordGone(name: string, { ledger }: SetupTools): void {
  const events = ledger.entries().filter((entry) => 'name' in entry && entry.name === name);
  if (events.length > 0 && events.at(-1)?.event !== 'gone') ledger.write({ event: 'gone', kind: 'stack', name });
}
