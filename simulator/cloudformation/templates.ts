import type {
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../wire/operation.ts';
import { getStack, stackAccess } from './find-stack.ts';
import { givenTemplate } from './stack-rules.ts';
import { neededCapabilities } from './template/capabilities.ts';
import type { Template } from './template/template.ts';

export const getTemplate = operation<GetTemplateInput, GetTemplateOutput>({
  limits: 'By StackName.',
  access: ({ StackName }, context) => [stackAccess('cloudformation:GetTemplate', StackName, context)],
  run: ({ StackName }, context) => ({
    TemplateBody: getStack(StackName, context).template,
    StagesAvailable: ['Original', 'Processed'],
  }),
});

export const validateTemplate = operation<ValidateTemplateInput, ValidateTemplateOutput>({
  limits: 'TemplateBody only.',
  access: () => [{ action: 'cloudformation:ValidateTemplate', resource: '*' }],
  run(input) {
    const { template } = givenTemplate(input);
    return { ...summary(template), Parameters: parameters(template) };
  },
});

export const getTemplateSummary = operation<GetTemplateSummaryInput, GetTemplateSummaryOutput>({
  limits: 'By StackName or TemplateBody.',
  access: ({ StackName }, context) => [
    StackName === undefined
      ? { action: 'cloudformation:GetTemplateSummary', resource: '*' }
      : stackAccess('cloudformation:GetTemplateSummary', StackName, context),
  ],
  run({ StackName, ...given }, context) {
    const source = StackName === undefined ? given : { TemplateBody: getStack(StackName, context).template };
    const { template } = givenTemplate(source);
    return {
      ...summary(template),
      Parameters: parameters(template),
      ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
      Version: '2010-09-09',
    };
  },
});

/** What both say of a template. */
function summary(template: Template) {
  const needed = neededCapabilities(template);
  return {
    Description: template.Description,
    Capabilities: needed && [needed.capability],
    CapabilitiesReason: needed && `The following resource(s) require capabilities: [${needed.types.join(', ')}]`,
  };
}

const parameters = ({ Parameters }: Template) =>
  Object.entries(Parameters).map(([ParameterKey, { Type, Default, NoEcho, Description }]) => ({
    ParameterKey,
    ParameterType: Type,
    DefaultValue: Default === undefined ? undefined : String(Default),
    NoEcho: String(NoEcho) === 'true',
    Description,
  }));
