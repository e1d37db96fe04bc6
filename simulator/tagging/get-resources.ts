import type {
  GetResourcesInput,
  GetResourcesOutput,
  ResourceTagMapping,
  TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { operation } from '../wire/operation.ts';
import { invalidParameter, page, requireRange } from './page.ts';
import { type TaggedResource, taggedResources } from './tagged-resources.ts';

// API reference, "GetResources": the least and most of each parameter.
const MAX_RESOURCES = 100;
const MAX_TAGS = 500;

export const getResources = operation<GetResourcesInput, GetResourcesOutput>({
  limits: 'S3, DynamoDB, EKS, EC2, CloudWatch Logs and CloudFormation; no compliance details.',
  // The API has no resources of its own. Service authorization reference, "Resource Group Tagging API".
  access: () => [{ action: 'tag:GetResources', resource: '*' }],
  run(input, { state, account, region }) {
    requireParameters(input);
    const found = taggedResources(state, { account, region }).filter((resource) => matches(resource, input));
    const { items, token } = page(found, input.PaginationToken, (resources) => fitsPage(resources, input));
    return { ResourceTagMappingList: items.map(mappingOf), PaginationToken: token };
  },
});

/** Errors: InvalidParameterException. The conditions are the API reference's; the texts are assumed. */
function requireParameters(input: GetResourcesInput): void {
  const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList = [] } = input;
  requireRange(input.ResourcesPerPage, 'ResourcesPerPage', 1, MAX_RESOURCES);
  requireRange(input.TagsPerPage, 'TagsPerPage', 100, MAX_TAGS);
  requireRange(TagFilters.length, 'The number of TagFilters', 0, 50);
  requireRange(ResourceTypeFilters.length, 'The number of ResourceTypeFilters', 0, 100);
  if (input.ResourceARNList) requireRange(ResourceARNList.length, 'The number of ResourceARNs', 1, 100);
  for (const { Key = '', Values = [] } of TagFilters) {
    requireRange(Key.length, 'The length of a TagFilter key', 1, 128);
    requireRange(Values.length, 'The number of TagFilter values', 0, 20);
  }
  const filtered = TagFilters.length > 0 || ResourceTypeFilters.length > 0;
  if (ResourceARNList.length > 0 && filtered) {
    throw invalidParameter("ResourceARNList can't be specified together with TagFilters or ResourceTypeFilters");
  }
  if (input.ExcludeCompliantResources && !input.IncludeComplianceDetails) {
    throw invalidParameter('ExcludeCompliantResources can be true only when IncludeComplianceDetails is true');
  }
}

function matches(resource: TaggedResource, input: GetResourcesInput): boolean {
  const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList } = input;
  if (ResourceARNList && !ResourceARNList.includes(resource.arn)) return false;
  const types = typesOf(resource.arn);
  if (ResourceTypeFilters.length > 0 && !ResourceTypeFilters.some((type) => types.includes(type))) return false;
  return TagFilters.every((filter) => matchesTag(resource, filter));
}

function matchesTag({ tags }: TaggedResource, { Key = '', Values = [] }: TagFilter): boolean {
  const value = Object.hasOwn(tags, Key) ? tags[Key] : undefined;
  return value !== undefined && (Values.length === 0 || Values.includes(value));
}

/** `eks` and `eks:cluster`, as the ARN has them; a bucket's ARN has no type. */
function typesOf(arn: string): string[] {
  const [, , service = '', , , resource = ''] = arn.split(':');
  return [service, `${service}:${service === 's3' ? 'bucket' : resource.split('/')[0]}`];
}

function fitsPage(resources: TaggedResource[], { ResourcesPerPage, TagsPerPage }: GetResourcesInput): boolean {
  if (resources.length > (ResourcesPerPage ?? MAX_RESOURCES)) return false;
  const tagCount = resources.reduce((sum, { tags }) => sum + Object.keys(tags).length, 0);
  return tagCount <= (TagsPerPage ?? MAX_TAGS * MAX_RESOURCES);
}

function mappingOf({ arn, tags }: TaggedResource): ResourceTagMapping {
  return { ResourceARN: arn, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
