import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { operation } from '../wire/operation.ts';
import { validationError } from './cloudformation-errors.ts';
import { findStack, stackAccess } from './find-stack.ts';
import { type Stack, type StackResource, stacksOf } from './tables.ts';
import { changeStack } from './work/progress.ts';
import { isWorkedOn, startWork } from './work/work.ts';

export const deleteStack = operation<DeleteStackInput, Record<string, never>>({
  limits: 'No service role. Does not retry what is refused.',
  access: ({ StackName }, context) => [stackAccess('cloudformation:DeleteStack', StackName, context)],
  run({ StackName, RetainResources = [], ClientRequestToken }, context) {
    const stack = findStack(StackName, context);
    // Assumed; not confirmed against AWS: what is not there counts as deleted.
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
    requireDeletable(stack, RetainResources);
    const { caller, ids, now } = context;
    const isLookedAfter = isWorkedOn(stack);
    const resources = withSecondChance(stack, RetainResources);
    const token = ClientRequestToken ?? ids.uuid();
    stacksOf(context.state, context).put(stack.arn, { ...stack, caller, resources, token, deletionAtMs: now });
    changeStack(context, stack.arn, { status: 'DELETE_IN_PROGRESS', statusReason: 'User Initiated' });
    if (!isLookedAfter) startWork(context, stack.arn);
    return {};
  },
});

function requireDeletable({ name, terminationProtection, status }: Stack, retained: string[]): void {
  if (terminationProtection) {
    // ekristen/aws-nuke#821
    throw validationError(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (retained.length === 0 || status === 'DELETE_FAILED') return;
  // Assumed; not confirmed against AWS: the end of the text.
  const reason = 'specified with retain resources is only valid in DELETE_FAILED state';
  throw validationError(`Invalid operation on stack [${name}]: ${reason}`);
}

/** What could not be removed before is tried again, or left where it is. */
function withSecondChance({ resources }: Stack, retained: string[]): Record<string, StackResource> {
  const again = (resource: StackResource): StackResource => {
    if (retained.includes(resource.logicalId)) return { ...resource, status: 'DELETE_SKIPPED' };
    return resource.status === 'DELETE_FAILED' ? { ...resource, status: 'CREATE_COMPLETE' } : resource;
  };
  return Object.fromEntries(Object.entries(resources).map(([id, resource]) => [id, again(resource)]));
}
