import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { State } from '../../state/state.ts';
import type { CallContext } from '../../wire/operation.ts';
import { allStacks, type Stack } from '../tables.ts';
import { makeResources } from './make-resources.ts';
import { currentStack } from './progress.ts';
import { removeResources } from './remove-resources.ts';

/** What goes on with stacks after their requests have been answered. */
export type Work = Pick<CallContext, 'state' | 'clock' | 'ids' | 'invoke'>;

/** How long CloudFormation rests between two looks at a stack. AWS's rests are longer. */
const REST_MS = 200;

const STEPS: Partial<Record<StackStatus, (work: Work, arn: string) => Promise<void>>> = {
  CREATE_IN_PROGRESS: makeResources,
  ROLLBACK_IN_PROGRESS: removeResources,
  DELETE_IN_PROGRESS: removeResources,
};

export const isWorkedOn = ({ status }: Pick<Stack, 'status'>) => STEPS[status] !== undefined;

/**
 * Works on a stack until it has come to rest. There must be one worker only: a stack that is worked on already gets
 * another status, and no other worker.
 */
export function startWork(work: Work, arn: string): void {
  work.clock.after(REST_MS, () => step(work, arn));
}

async function step(work: Work, arn: string): Promise<void> {
  const { status } = currentStack(work, arn);
  await STEPS[status]?.(work, arn);
  if (isWorkedOn(currentStack(work, arn))) startWork(work, arn);
}

/** Goes on with what the local cloud's own end has interrupted. */
export function resumeWork(work: Work): void {
  for (const stack of unfinishedStacks(work.state)) startWork(work, stack.arn);
}

const unfinishedStacks = (state: State) => allStacks(state).filter(isWorkedOn);
