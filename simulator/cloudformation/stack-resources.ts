import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
  StackEvent as WireEvent,
  StackResource as WireResource,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../wire/operation.ts';
import { validationError } from './cloudformation-errors.ts';
import { getStack, stackAccess } from './find-stack.ts';
import { page } from './page.ts';
import { eventsOf, type Stack, type StackEvent, type StackResource } from './tables.ts';

export const describeStackEvents = operation<DescribeStackEventsInput, DescribeStackEventsOutput>({
  access: ({ StackName }, context) => [stackAccess('cloudformation:DescribeStackEvents', StackName, context)],
  run({ StackName, NextToken: token }, context) {
    const stack = getStack(StackName, context);
    const newestFirst = [...eventsOf(context.state, stack).values()].reverse();
    const { items, NextToken } = page(newestFirst, token);
    return { StackEvents: items.map((event) => eventOutput(stack, event)), NextToken };
  },
});

export const describeStackResources = operation<DescribeStackResourcesInput, DescribeStackResourcesOutput>({
  limits: 'By StackName.',
  access: ({ StackName }, context) => [stackAccess('cloudformation:DescribeStackResources', StackName, context)],
  run({ StackName, LogicalResourceId: wanted }, context) {
    const stack = getStack(StackName, context);
    const found = begun(stack).filter(({ logicalId }) => wanted === undefined || logicalId === wanted);
    // getmoto/moto#4186
    if (wanted !== undefined && found.length === 0) {
      throw validationError(`Resource ${wanted} does not exist for stack ${stack.name}`);
    }
    return { StackResources: found.map((resource) => resourceOutput(stack, resource)) };
  },
});

export const listStackResources = operation<ListStackResourcesInput, ListStackResourcesOutput>({
  access: ({ StackName }, context) => [stackAccess('cloudformation:ListStackResources', StackName, context)],
  run({ StackName, NextToken: token }, context) {
    const { items, NextToken } = page(begun(getStack(StackName, context)), token);
    return { StackResourceSummaries: items.map(summary), NextToken };
  },
});

const begun = ({ resources }: Stack) => Object.values(resources);

const summary = (resource: StackResource) => ({
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  LastUpdatedTimestamp: new Date(resource.changedAtMs),
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.reason,
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
});

function resourceOutput({ name, arn }: Stack, resource: StackResource): WireResource {
  const { LastUpdatedTimestamp: Timestamp, ...common } = summary(resource);
  return { StackName: name, StackId: arn, Timestamp, ...common };
}

function eventOutput({ name, arn }: Stack, event: StackEvent): WireEvent {
  return {
    StackId: arn,
    StackName: name,
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.atMs),
    ResourceStatus: event.status as WireEvent['ResourceStatus'],
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties && JSON.stringify(event.properties),
    ClientRequestToken: event.token,
  };
}
