import type {
  GetTemplateInput,
  GetTemplateOutput,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../wire/operation.ts';
import { getStack, stackAccess } from './find-stack.ts';
import { givenTemplate } from './stack-rules.ts';
import { neededCapabilities } from './template/capabilities.ts';

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
    const needed = neededCapabilities(template);
    return {
      Description: template.Description,
      Parameters: Object.entries(template.Parameters).map(([ParameterKey, { Default, NoEcho, Description }]) => ({
        ParameterKey,
        DefaultValue: Default === undefined ? undefined : String(Default),
        NoEcho: String(NoEcho) === 'true',
        Description,
      })),
      Capabilities: needed && [needed.capability],
      CapabilitiesReason: needed && `The following resource(s) require capabilities: [${needed.types.join(', ')}]`,
    };
  },
});
