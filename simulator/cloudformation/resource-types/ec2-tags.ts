import { type Given, tagList } from './resource-type.ts';

/** The tags of an EC2 creation. */
export const tagSpecifications = (ResourceType: string, tags: Record<string, string>) => [
  { ResourceType, Tags: tagList(tags) },
];

/**
 * The id of the one that an earlier creation made, by the tags that CloudFormation gave it: EC2's creations take no
 * token. `list` and `id` are the members of the answer.
 */
export async function findByTags(
  { tags, call }: Given,
  { operation, list, id }: { operation: string; list: string; id: string },
): Promise<string | undefined> {
  const Filters = ['stack-id', 'logical-id'].map((key) => {
    const tag = `aws:cloudformation:${key}`;
    return { Name: `tag:${tag}`, Values: [tags[tag] ?? ''] };
  });
  const answer = await call<Record<string, Record<string, string>[]>>('ec2', operation, { Filters });
  return answer[list]?.[0]?.[id];
}
