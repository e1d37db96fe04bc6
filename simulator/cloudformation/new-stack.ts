import type { CreateStackInput, OnFailure, StackStatus } from '@aws-sdk/client-cloudformation';
import type { CallContext } from '../wire/operation.ts';
import { findStack, stackArn } from './find-stack.ts';
import { alreadyExists, givenTemplate, requireDemands, requireStackName, stackTags } from './stack-rules.ts';
import type { Stack } from './tables.ts';
import { parameterTexts } from './template/parameters.ts';

type NewStack = Omit<CreateStackInput, 'StackName'> & { StackName: string | undefined };

/** A stack that is not there yet, as a request describes it. Errors: AlreadyExistsException, and as `describedStack`. */
export function newStack(input: NewStack, context: CallContext): Stack {
  const stack = describedStack(input, 'CREATE_IN_PROGRESS', context);
  if (findStack(stack.name, context)) throw alreadyExists(stack.name);
  return stack;
}

/** A stack without resources yet. Errors: ValidationError, InsufficientCapabilitiesException. */
export function describedStack(input: NewStack, status: StackStatus, context: CallContext): Stack {
  const { StackName: name = '', Capabilities = [], RoleARN, NotificationARNs, ResourceTypes } = input;
  requireStackName(name);
  const { text, template } = givenTemplate(input);
  const parameters = parameterTexts(template, input.Parameters);
  const tags = stackTags(input.Tags);
  requireDemands({ Capabilities, RoleARN, NotificationARNs, ResourceTypes }, template);
  const { account, region, ids, now, caller } = context;
  const id = ids.uuid();
  return {
    ...{ id, name, account, region, status, parameters, tags, caller },
    arn: stackArn(context, name, id),
    description: template.Description,
    template: text,
    capabilities: Capabilities,
    outputs: [],
    resources: {},
    onFailure: onFailureOf(input),
    terminationProtection: input.EnableTerminationProtection ?? false,
    creationToken: input.ClientRequestToken,
    token: input.ClientRequestToken ?? ids.uuid(),
    createdAtMs: now,
  };
}

function onFailureOf({
  OnFailure: chosen,
  DisableRollback: isOff,
}: Pick<NewStack, 'OnFailure' | 'DisableRollback'>): OnFailure {
  return chosen ?? (isOff ? 'DO_NOTHING' : 'ROLLBACK');
}
