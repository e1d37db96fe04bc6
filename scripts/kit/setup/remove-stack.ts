import type { Stack } from '@aws-sdk/client-cloudformation';
import { nameThing } from './describe.ts';
import type { Entry } from './ledger.ts';
import { type StackKind, stackName } from './run.ts';
import { SetupError, type SetupTools } from './setup-tools.ts';
import { partsOf, requireOwn, settle, whyFailed } from './stacks.ts';

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
  const doing = `removing ${name}`;
  const waiting = {
    name,
    doing,
    goal: 'DELETE_COMPLETE' as const,
    expectedMs: EXPECTED_MS[kind],
    deadlineMs: DEADLINE_MS,
  };
  let stack: Stack | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // A stack is deleted only once it is settled: one that is still being made would be half there.
    stack = await settle(waiting, tools);
    if (!stack) return recordGone(name, tools);
    requireOwn(stack, run);
    for (const part of await partsOf(cloudformation, name)) ledger.write({ event: 'removing', ...part });
    ledger.write({ event: 'removing', kind: 'stack', name });
    await cloudformation.deleteStack({ StackName: stack.StackId ?? name });
    stack = await settle(waiting, tools);
    if (!stack) return recordGone(name, tools);
  }
  const reason = stack ? await whyFailed(cloudformation, stack) : '';
  ledger.write({ event: 'failed', kind: 'stack', name, reason });
  throw new SetupError(`${name} could not be removed. ${reason}`);
}

/** The stack with all its parts. Only what was once there, or was meant to be, is gone. */
function recordGone(stack: string, { ledger }: SetupTools): void {
  const last = new Map<string, Entry>();
  for (const entry of ledger.entries()) {
    if ('name' in entry && (entry.stack === stack || entry.name === stack)) last.set(nameThing(entry), entry);
  }
  for (const entry of last.values()) {
    if (!('name' in entry) || entry.event === 'gone') continue;
    const { kind, name } = entry;
    ledger.write({ event: 'gone', kind, name, ...(entry.stack && { stack }) });
  }
}
