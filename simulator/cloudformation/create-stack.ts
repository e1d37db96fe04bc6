import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../wire/operation.ts';
import { findStack, stackAccess } from './find-stack.ts';
import { newStack } from './new-stack.ts';
import { stacksOf } from './tables.ts';
import { requestedTags } from './tag-access.ts';
import { changeStack } from './work/progress.ts';
import { startWork } from './work/work.ts';

export const createStack = operation<CreateStackInput, CreateStackOutput>({
  limits: 'TemplateBody only; no service role, notifications, timeouts, rollback triggers or stack policies.',
  access: (input, context) => [
    { ...stackAccess('cloudformation:CreateStack', input.StackName, context), context: requestedTags(input.Tags) },
  ],
  run(input, context) {
    const existing = findStack(input.StackName, context);
    // "Specify this token if you plan to retry requests": API reference, "CreateStack".
    if (existing?.creationToken && existing.creationToken === input.ClientRequestToken)
      return { StackId: existing.arn };
    const stack = newStack(input, context);
    stacksOf(context.state, context).put(stack.arn, stack);
    changeStack(context, stack.arn, { status: stack.status, statusReason: 'User Initiated' });
    startWork(context, stack.arn);
    return { StackId: stack.arn };
  },
});
