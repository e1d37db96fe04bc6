import type * as ec2 from '@aws-sdk/client-ec2';
import { requestTagKeys } from '../request-tag-keys.ts';
import type { CallContext } from '../wire/operation.ts';
import { describing } from './describing.ts';
import { ec2Error } from './ec2-errors.ts';
import { ec2Operation } from './ec2-operation.ts';
import { changedTags, fromTagSet, tagKeysOf } from './resource-tags.ts';
import { requireFewTags, tagsFrom } from './tag-specifications.ts';
import { type Taggable, taggables } from './taggable.ts';

export const createTags = ec2Operation<ec2.CreateTagsRequest, object>({
  access: ({ Resources, Tags = [] }, context) =>
    tagAccess('ec2:CreateTags', Resources, context, requestTagKeys(fromTagSet(Tags))),
  run({ Resources, Tags }, context) {
    const given = tagsFrom(Tags, context.caller);
    for (const resource of getTaggables(Resources, context)) {
      const tags = { ...resource.tags, ...given };
      requireFewTags(tags);
      changedTags(context.state, context).put(resource.key, tags);
    }
    return {};
  },
});

/** A tag with a value goes only if it has that value; without any tags all go. API reference, "DeleteTags" */
export const deleteTags = ec2Operation<ec2.DeleteTagsRequest, object>({
  access: ({ Resources, Tags = [] }, context) =>
    tagAccess('ec2:DeleteTags', Resources, context, { 'aws:TagKeys': Tags.map(({ Key = '' }) => Key) }),
  run({ Resources, Tags }, context) {
    // EC2 user guide, "Tag restrictions": nobody deletes reserved ones.
    tagsFrom(Tags, context.caller);
    const goes = (key: string, value: string) =>
      Tags ? Tags.some(({ Key, Value }) => Key === key && (Value ?? value) === value) : !key.startsWith('aws:');
    for (const { key, tags } of getTaggables(Resources, context)) {
      const rest = Object.entries(tags).filter(([name, value]) => !goes(name, value));
      changedTags(context.state, context).put(key, Object.fromEntries(rest));
    }
    return {};
  },
});

export const describeTags = describing<ec2.DescribeTagsRequest, ec2.TagDescription & { Tags?: undefined }>({
  action: 'DescribeTags',
  member: 'Tags',
  list: (context) =>
    taggables(context.state, context).flatMap(({ id, type, tags }) =>
      Object.entries(tags).map(([Key, Value]) => ({ ResourceId: id, ResourceType: type, Key, Value })),
    ),
  // Tags have no ids.
  idOf: () => undefined,
  idsIn: () => undefined,
  notFound: { code: '', text: () => '' },
  fields: {
    key: ({ Key }) => [Key],
    'resource-id': ({ ResourceId }) => [ResourceId],
    'resource-type': ({ ResourceType }) => [ResourceType],
    value: ({ Value }) => [Value],
  },
});

function tagAccess(
  action: string,
  ids: string[] | undefined,
  context: CallContext,
  keys: Record<string, string | string[]>,
) {
  const found = findTaggables(ids, context);
  if (found.length === 0) return [{ action, resource: '*', context: keys }];
  return found.map(({ arn, tags }) => ({
    action,
    resource: arn,
    resourceTags: tags,
    context: { ...tagKeysOf(tags), ...keys },
  }));
}

const findTaggables = (ids: string[] = [], context: CallContext): Taggable[] =>
  taggables(context.state, context).filter(({ id }) => ids.includes(id));

/** Errors: InvalidID. Text: getmoto/moto, moto/ec2/exceptions.py */
function getTaggables(ids: string[] = [], context: CallContext): Taggable[] {
  const found = findTaggables(ids, context);
  const missing = ids.find((wanted) => !found.some(({ id }) => id === wanted));
  if (missing === undefined) return found;
  throw ec2Error('InvalidID', `The ID '${missing}' is not valid`);
}
