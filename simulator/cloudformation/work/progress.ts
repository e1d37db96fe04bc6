import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { eventsOf, type Stack, type StackEvent, type StackResource, stacksOf } from '../tables.ts';
import type { Work } from './work.ts';

type Journal = Pick<Work, 'state' | 'clock' | 'ids'>;

/** The stack as it is now: requests may have changed it since it was last looked at. */
export function currentStack({ state }: Pick<Work, 'state'>, arn: string): Stack {
  const [, , , region = '', account = ''] = arn.split(':');
  const stack = stacksOf(state, { account, region }).get(arn);
  if (!stack) throw new Error(`The stack ${arn} has vanished.`);
  return stack;
}

/** Changes a stack and, with a new status, tells so in its events. */
export function changeStack(journal: Journal, arn: string, change: Partial<Stack> & { status: StackStatus }): void {
  const { statusReason, ...before } = currentStack(journal, arn);
  journal.state.transaction(() => {
    const stack = { ...before, ...change };
    stacksOf(journal.state, stack).put(arn, stack);
    const { name: logicalId, status, statusReason: reason } = stack;
    addEvent(journal, stack, { logicalId, physicalId: arn, type: 'AWS::CloudFormation::Stack', status, reason });
  });
}

type ResourceChange = Partial<StackResource> & Pick<StackResource, 'logicalId'>;

/** Changes what a stack knows of a resource, and tells so in its events. */
export function changeResource(journal: Journal, arn: string, change: ResourceChange): void {
  const stack = currentStack(journal, arn);
  const { reason: _reason, ...before } = stack.resources[change.logicalId] ?? {};
  const resource = { ...before, ...change, changedAtMs: journal.clock.now() } as StackResource;
  journal.state.transaction(() => {
    const resources = { ...stack.resources, [resource.logicalId]: resource };
    stacksOf(journal.state, stack).put(arn, { ...stack, resources });
    const { logicalId, physicalId, type, status, reason, properties } = resource;
    addEvent(journal, stack, { logicalId, physicalId, type, status, reason, properties });
  });
}

function addEvent(
  { state, clock, ids }: Journal,
  stack: Stack,
  event: Omit<StackEvent, 'id' | 'atMs' | 'token'>,
): void {
  const events = eventsOf(state, stack);
  events.put(String(events.size + 1), { id: ids.uuid(), atMs: clock.now(), token: stack.token, ...event });
}
