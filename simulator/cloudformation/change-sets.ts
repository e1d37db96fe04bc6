import type {
  CreateChangeSetInput,
  CreateChangeSetOutput,
  DeleteChangeSetInput,
  ExecuteChangeSetInput,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../aws-error.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { notBuilt, validationError } from './cloudformation-errors.ts';
import { changeSetAccess, changeSetStatus, findChangeSet, getChangeSet } from './find-change-set.ts';
import { findStack, getStack, stackAccess } from './find-stack.ts';
import { describedStack } from './new-stack.ts';
import { changeSetsOf, type Stack, stacksOf } from './tables.ts';
import { requestedTags } from './tag-access.ts';
import { requireUpdatable, wouldChange } from './update-stack.ts';
import { changeStack } from './work/progress.ts';
import { startWork } from './work/work.ts';

export const createChangeSet = operation<CreateChangeSetInput, CreateChangeSetOutput>({
  limits: 'CREATE, and UPDATE without changes; TemplateBody only.',
  access: (input, context) => [
    { ...stackAccess('cloudformation:CreateChangeSet', input.StackName, context), context: requestedTags(input.Tags) },
  ],
  run(input, context) {
    const { ChangeSetType: type = 'UPDATE', ChangeSetName: name = '', Description: description } = input;
    const stack = type === 'CREATE' ? reviewedStack(input, context) : unchangedStack(input, context);
    const { account, region, ids, now: createdAtMs } = context;
    const arn = `arn:aws:cloudformation:${region}:${account}:changeSet/${name}/${ids.uuid()}`;
    changeSetsOf(context.state, context).put(arn, { arn, name, type, description, stackArn: stack.arn, createdAtMs });
    return { Id: arn, StackId: stack.arn };
  },
});

/** A stack that is not there yet: until the change set is executed it is only looked at. */
function reviewedStack(input: CreateChangeSetInput, context: CallContext): Stack {
  const existing = findStack(input.StackName, context);
  if (existing && existing.status !== 'REVIEW_IN_PROGRESS') {
    const text = `cannot be created again with the changeSet [${input.ChangeSetName}]`;
    // Text: compose-x/ecs_composex#785.
    throw validationError(`Stack [${existing.name}] already exists and ${text}`);
  }
  const described = describedStack(input, 'REVIEW_IN_PROGRESS', context);
  const { id, arn, createdAtMs } = existing ?? described;
  const stack = { ...described, id, arn, createdAtMs };
  stacksOf(context.state, context).put(stack.arn, stack);
  if (!existing) changeStack(context, stack.arn, { status: stack.status, statusReason: 'User Initiated' });
  return stack;
}

function unchangedStack(input: CreateChangeSetInput, context: CallContext): Stack {
  const stack = getStack(input.StackName, context);
  requireUpdatable(stack);
  if (wouldChange(stack, input)) throw notBuilt('updates that change a stack: delete it and create it anew');
  return stack;
}

export const executeChangeSet = operation<ExecuteChangeSetInput, Record<string, never>>({
  access: (input, context) => [changeSetAccess('cloudformation:ExecuteChangeSet', input, context)],
  run({ DisableRollback, ClientRequestToken, ...input }, context) {
    const { set, stack } = getChangeSet(input, context);
    const { Status, ExecutionStatus } = changeSetStatus(set);
    if (ExecutionStatus !== 'AVAILABLE') {
      // aws/aws-toolkit-azure-devops#142; the text is assumed, not confirmed against AWS.
      const text = `ChangeSet [${set.arn}] cannot be executed in its current status of [${Status}]`;
      throw new AwsError('InvalidChangeSetStatus', 400, text);
    }
    const { state, caller, ids, now } = context;
    changeSetsOf(state, context).put(set.arn, { ...set, executedAtMs: now });
    const onFailure = DisableRollback ? 'DO_NOTHING' : 'ROLLBACK';
    const token = ClientRequestToken ?? ids.uuid();
    stacksOf(state, context).put(stack.arn, { ...stack, caller, onFailure, token });
    changeStack(context, stack.arn, { status: 'CREATE_IN_PROGRESS', statusReason: 'User Initiated' });
    startWork(context, stack.arn);
    return {};
  },
});

export const deleteChangeSet = operation<DeleteChangeSetInput, Record<string, never>>({
  access: (input, context) => [changeSetAccess('cloudformation:DeleteChangeSet', input, context)],
  run(input, context) {
    const set = findChangeSet(input, context);
    if (set) changeSetsOf(context.state, context).delete(set.arn);
    return {};
  },
});
