import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  ListStacksInput,
  ListStacksOutput,
  StackSummary,
  Stack as WireStack,
} from '@aws-sdk/client-cloudformation';
import { tagList } from '../iam/tags.ts';
import { operation } from '../wire/operation.ts';
import { getStack, stackAccess } from './find-stack.ts';
import { page } from './page.ts';
import { livingStacks, type Stack, stacksOf } from './tables.ts';
import { readTemplate } from './template/read-template.ts';

export const describeStacks = operation<DescribeStacksInput, DescribeStacksOutput>({
  access: ({ StackName }, context) => [
    StackName === undefined
      ? { action: 'cloudformation:DescribeStacks', resource: '*' }
      : stackAccess('cloudformation:DescribeStacks', StackName, context),
  ],
  run({ StackName, NextToken: token }, context) {
    if (StackName !== undefined) return { Stacks: [stackOutput(getStack(StackName, context))] };
    const living = livingStacks(context.state, context).reverse();
    const { items, NextToken } = page(living, token);
    return { Stacks: items.map(stackOutput), NextToken };
  },
});

export const listStacks = operation<ListStacksInput, ListStacksOutput>({
  limits: 'Deleted stacks stay for ever.',
  access: () => [{ action: 'cloudformation:ListStacks', resource: '*' }],
  run({ StackStatusFilter: wanted, NextToken: token }, context) {
    const stacks = [...stacksOf(context.state, context).values()].reverse();
    const { items, NextToken } = page(
      stacks.filter(({ status }) => !wanted?.length || wanted.includes(status)),
      token,
    );
    return { StackSummaries: items.map(summary), NextToken };
  },
});

/** What both lists say of a stack. */
function summary({ arn, name, description, createdAtMs, deletionAtMs, status, statusReason }: Stack): StackSummary {
  return {
    StackId: arn,
    StackName: name,
    TemplateDescription: description,
    CreationTime: new Date(createdAtMs),
    DeletionTime: deletionAtMs === undefined ? undefined : new Date(deletionAtMs),
    StackStatus: status,
    StackStatusReason: statusReason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function stackOutput(stack: Stack): WireStack {
  const { TemplateDescription, ...common } = summary(stack);
  return {
    ...common,
    Description: TemplateDescription,
    Parameters: parameters(stack),
    RollbackConfiguration: {},
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: [],
    Capabilities: stack.capabilities as WireStack['Capabilities'],
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: tagList(stack.tags),
    EnableTerminationProtection: stack.terminationProtection,
  } as WireStack;
}

/** NoEcho hides a value, in DescribeStacks too: CloudFormation user guide, "Parameters". */
function parameters({ template, parameters: texts }: Stack) {
  const declared = readTemplate(template).Parameters;
  return Object.entries(texts).map(([ParameterKey, text]) => ({
    ParameterKey,
    ParameterValue: String(declared[ParameterKey]?.NoEcho) === 'true' ? '****' : text,
  }));
}
