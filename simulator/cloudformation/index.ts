import * as schemas from '@aws-sdk/client-cloudformation';
import type { Service } from '../wire/operation.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { describeStacks, listStacks } from './describe-stacks.ts';
import { describeStackEvents, describeStackResources, listStackResources } from './stack-resources.ts';
import { getTemplate, validateTemplate } from './templates.ts';
import { updateStack } from './update-stack.ts';

/** AWS CloudFormation: stacks of what the templates in cloudformation/ hold. */
export const cloudformation: Service = {
  name: 'cloudformation',
  protocol: 'awsQuery',
  schemas: { ...schemas },
  operations: {
    CreateStack: createStack,
    DeleteStack: deleteStack,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    GetTemplate: getTemplate,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    UpdateStack: updateStack,
    ValidateTemplate: validateTemplate,
  },
};
