import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { parseEksArn } from './arns.ts';
import { addons, associations, clusters } from './tables.ts';

type Tags = Record<string, string>;

/** The condition keys of a call that passes tags: aws:RequestTag/<key> and aws:TagKeys. */
export function tagAccess(tags: Tags | undefined): Record<string, string | string[]> {
  const given = Object.entries(tags ?? {});
  if (given.length === 0) return {};
  const keys = given.map(([key, value]) => [`aws:RequestTag/${key}`, value] as const);
  return { ...Object.fromEntries(keys), 'aws:TagKeys': given.map(([key]) => key) };
}

export const tagResource = operation<TagResourceRequest, TagResourceResponse>({
  access: ({ resourceArn, tags }, context) => [
    { ...taggedAccess('eks:TagResource', resourceArn, context), context: tagAccess(tags) },
  ],
  run({ resourceArn, tags }, { state }) {
    const resource = getTagged(state, resourceArn);
    resource.write({ ...resource.tags, ...tags });
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, UntagResourceResponse>({
  access: ({ resourceArn, tagKeys }, context) => [
    { ...taggedAccess('eks:UntagResource', resourceArn, context), context: { 'aws:TagKeys': tagKeys ?? [] } },
  ],
  run({ resourceArn, tagKeys }, { state }) {
    const resource = getTagged(state, resourceArn);
    resource.write(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !tagKeys?.includes(key))));
    return {};
  },
});

export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  access: ({ resourceArn }, context) => [taggedAccess('eks:ListTagsForResource', resourceArn, context)],
  run: ({ resourceArn }, { state }) => ({ tags: getTagged(state, resourceArn).tags }),
});

interface Tagged {
  tags: Tags;
  write(tags: Tags): void;
}

function taggedAccess(action: string, arn: string | undefined, { state }: CallContext) {
  return { action, resource: arn ?? '*', resourceTags: findTagged(state, arn ?? '')?.tags ?? {} };
}

function getTagged(state: State, arn: string | undefined): Tagged {
  const found = findTagged(state, arn ?? '');
  if (found) return found;
  // Assumed; not confirmed against AWS. Code and status are the model's. facts C.1
  throw new AwsError('NotFoundException', 404, `No resource found for arn: ${arn}`);
}

function findTagged(state: State, arn: string): Tagged | undefined {
  const parsed = parseEksArn(arn);
  if (!parsed) return undefined;
  const [first = '', second = ''] = parsed.path;
  if (parsed.kind === 'cluster') return taggedRow(clusters(state, parsed), first);
  if (parsed.kind === 'addon') return taggedRow(addons(state, parsed), `${first}/${second}`);
  if (parsed.kind === 'podidentityassociation')
    return taggedRow(associations(state, { ...parsed, name: first }), second);
  return undefined;
}

function taggedRow<Row extends { tags: Tags }>(
  table: { get(key: string): Row | undefined; put(key: string, row: Row): void },
  key: string,
): Tagged | undefined {
  const row = table.get(key);
  return row && { tags: row.tags, write: (tags) => table.put(key, { ...row, tags }) };
}
