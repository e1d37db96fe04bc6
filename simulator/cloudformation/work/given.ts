import { isRecord } from '../../../policy/parse/is-record.ts';
import { notBuilt } from '../cloudformation-errors.ts';
import { findResourceType } from '../resource-types/index.ts';
import type { Given, ResourceType } from '../resource-types/resource-type.ts';
import type { Stack, StackResource } from '../tables.ts';
import { callAs } from './call-as.ts';
import type { Work } from './work.ts';

/** Errors: ValidationError for a type, or a property of it, that the local cloud has not. */
export function getResourceType({ type, properties }: Pick<StackResource, 'type' | 'properties'>): ResourceType {
  const found = findResourceType(type);
  if (!found) throw notBuilt(`resources of the type ${type}`);
  const unknown = Object.keys(properties).find((name) => !found.properties.includes(name));
  if (unknown) throw notBuilt(`the property ${unknown} of ${type}`);
  return found;
}

/** What a resource type works with, for one resource of a stack. */
export function givenFor(work: Work, stack: Stack, resource: StackResource): Given {
  const { logicalId, name, properties } = resource;
  const system = getResourceType(resource).hasSystemTags ? systemTags(stack, logicalId) : {};
  return {
    properties,
    name,
    tags: { ...stack.tags, ...tagsIn(properties.Tags), ...system },
    token: `${stack.id}-${logicalId}`,
    call: callAs(work, stack),
  };
}

/** CloudFormation user guide, "Resource tag": what every stack puts on what can carry it. */
const systemTags = ({ arn, name }: Stack, logicalId: string) => ({
  'aws:cloudformation:stack-name': name,
  'aws:cloudformation:logical-id': logicalId,
  'aws:cloudformation:stack-id': arn,
});

/** Tags are a list of keys and values, of node groups a map. */
function tagsIn(tags: unknown): Record<string, string> {
  if (isRecord(tags)) return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
  if (!Array.isArray(tags)) return {};
  return Object.fromEntries(tags.filter(isRecord).map(({ Key, Value }) => [String(Key), String(Value)]));
}
