import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../wire/operation.ts';
import { notBuilt, validationError } from './cloudformation-errors.ts';
import { getStack, stackAccess } from './find-stack.ts';
import { givenTemplate, requireDemands, stackTags } from './stack-rules.ts';
import type { Stack } from './tables.ts';
import { requestedTags } from './tag-access.ts';
import { parameterTexts } from './template/parameters.ts';
import { readTemplate } from './template/read-template.ts';

/** A stack changes by being deleted and made anew: what would change it is refused. */
export const updateStack = operation<UpdateStackInput, UpdateStackOutput>({
  limits: 'Only finds that nothing is to be updated; changes are refused.',
  access: (input, context) => [
    { ...stackAccess('cloudformation:UpdateStack', input.StackName, context), context: requestedTags(input.Tags) },
  ],
  run(input, context) {
    const stack = getStack(input.StackName, context);
    requireUpdatable(stack);
    // boto/boto3#1609
    if (!wouldChange(stack, input)) throw validationError('No updates are to be performed.');
    throw notBuilt('updates that change a stack: delete it and create it anew');
  },
});

const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'ROLLBACK_FAILED'];

/** Errors: ValidationError. Text: serverless/serverless#5630. */
export function requireUpdatable({ arn, status }: Stack): void {
  if (UPDATABLE.includes(status)) return;
  throw validationError(`Stack:${arn} is in ${status} state and can not be updated.`);
}

type Change = Pick<
  UpdateStackInput,
  'UsePreviousTemplate' | 'TemplateBody' | 'TemplateURL' | 'Parameters' | 'Tags' | 'Capabilities'
>;

/** Whether a request asks for another stack than there is. Errors: as those of CreateStack. */
export function wouldChange(stack: Stack, input: Change): boolean {
  const template = input.UsePreviousTemplate ? readTemplate(stack.template) : givenTemplate(input).template;
  const parameters = parameterTexts(template, input.Parameters, stack.parameters);
  requireDemands({ Capabilities: input.Capabilities }, template);
  const tags = input.Tags ? stackTags(input.Tags) : stack.tags;
  const is = [readTemplate(stack.template), stack.parameters, stack.tags];
  return JSON.stringify([template, parameters, tags]) !== JSON.stringify(is);
}
