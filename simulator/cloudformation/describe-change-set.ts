import type { Change, DescribeChangeSetInput, DescribeChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { tagList } from '../iam/tags.ts';
import { operation } from '../wire/operation.ts';
import { changeSetAccess, changeSetStatus, getChangeSet } from './find-change-set.ts';
import type { Stack } from './tables.ts';
import { readTemplate } from './template/read-template.ts';
import { wantedResources } from './work/stack-scope.ts';

export const describeChangeSet = operation<DescribeChangeSetInput, DescribeChangeSetOutput>({
  access: (input, context) => [changeSetAccess('cloudformation:DescribeChangeSet', input, context)],
  run(input, context) {
    const { set, stack } = getChangeSet(input, context);
    return {
      ChangeSetName: set.name,
      ChangeSetId: set.arn,
      StackId: stack.arn,
      StackName: stack.name,
      Description: set.description,
      Parameters: Object.entries(stack.parameters).map(([key, text]) => ({ ParameterKey: key, ParameterValue: text })),
      CreationTime: new Date(set.createdAtMs),
      Capabilities: stack.capabilities as DescribeChangeSetOutput['Capabilities'],
      Tags: tagList(stack.tags),
      ...changeSetStatus(set),
      Changes: set.type === 'CREATE' ? additions(stack) : [],
    };
  },
});

function additions(stack: Stack): Change[] {
  const template = readTemplate(stack.template);
  return wantedResources(stack, template).map((LogicalResourceId) => ({
    Type: 'Resource',
    ResourceChange: {
      Action: 'Add',
      LogicalResourceId,
      ResourceType: template.Resources[LogicalResourceId]?.Type,
      Scope: [],
      Details: [],
    },
  }));
}
