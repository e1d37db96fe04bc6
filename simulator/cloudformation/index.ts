import * as schemas from '@aws-sdk/client-cloudformation';
import type { Service } from '../wire/operation.ts';
import { createChangeSet, deleteChangeSet, executeChangeSet } from './change-sets.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { describeChangeSet } from './describe-change-set.ts';
import { describeStacks, listStacks } from './describe-stacks.ts';
import { describeStackEvents, describeStackResources, listStackResources } from './stack-resources.ts';
import { getTemplate, getTemplateSummary, validateTemplate } from './templates.ts';
import { updateStack } from './update-stack.ts';

/** AWS CloudFormation: stacks of what the templates in cloudformation/ hold. */
export const cloudformation: Service = {
  name: 'cloudformation',
  protocol: 'awsQuery',
  schemas: { ...schemas },
  operations: {
    CreateChangeSet: createChangeSet,
    CreateStack: createStack,
    DeleteChangeSet: deleteChangeSet,
    DeleteStack: deleteStack,
    DescribeChangeSet: describeChangeSet,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    ExecuteChangeSet: executeChangeSet,
    GetTemplate: getTemplate,
    GetTemplateSummary: getTemplateSummary,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    UpdateStack: updateStack,
    ValidateTemplate: validateTemplate,
  },
};
