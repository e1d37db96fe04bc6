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
import { accessEntries, addons, associations, clusters, nodegroups } from './tables.ts';

type Tags = Record<string, string>;

/** The condition keys of a call that passes tags: aws:RequestTag/<key> and aws:TagKeys. */
export function tagAccess(tags: Tags | undefined): Record<string, string | string[]> {
  const given = Object.entries(tags ?? {});
  if (given.length === 0) return {};
  const keys = given.map(([key, value]) => [`aws:RequestTag/${key}`, value] as const);
  return { ...Object.fromEntries(keys), 'aws:TagKeys': given.map(([key]) => key) };
}

/** EKS's limits on tags. Errors: InvalidParameterException. facts C.3 */
export function requireTags(tags: Tags = {}, code = 'InvalidParameterException'): void {
  const given = Object.entries(tags);
  // Assumed; not confirmed against AWS. The numbers are those of the API reference, CreateCluster.
  const refuse = (message: string) => new AwsError(code, 400, message);
  if (given.length > 50) throw refuse('A resource can have at most 50 tags.');
  for (const [key, value] of given) {
    if (key.length < 1 || key.length > 128) throw refuse('A tag key must have 1 to 128 characters.');
    if (value.length > 256) throw refuse('A tag value must have at most 256 characters.');
    if (/^aws:/i.test(key)) throw refuse('Tag keys that start with aws: are reserved.');
  }
}

export const tagResource = operation<TagResourceRequest, TagResourceResponse>({
  access: ({ resourceArn, tags }, context) => [
    { ...taggedAccess('eks:TagResource', resourceArn, context), context: tagAccess(tags) },
  ],
  run({ resourceArn, tags }, { state }) {
    const resource = getTagged(state, resourceArn);
    const all = { ...resource.tags, ...tags };
    requireTags(all, 'BadRequestException');
    resource.write(all);
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
  const [name = '', second = ''] = parsed.path;
  const cluster = { ...parsed, name };
  if (parsed.kind === 'cluster') return taggedRow(clusters(state, parsed), name);
  if (parsed.kind === 'addon') return taggedRow(addons(state, cluster), second);
  if (parsed.kind === 'nodegroup') return taggedRow(nodegroups(state, cluster), second);
  if (parsed.kind === 'podidentityassociation') return taggedRow(associations(state, cluster), second);
  if (parsed.kind === 'access-entry') return taggedRow(accessEntries(state, cluster), principalOf(parsed.path));
  return undefined;
}

/** `<cluster>/<role or user>/<account>/<name>/<uuid>`; a principal's path is not in it. facts C.6 */
const principalOf = ([, kind, account, ...rest]: string[]) =>
  `arn:aws:iam::${account}:${kind}/${rest.slice(0, -1).join('/')}`;

function taggedRow<Row extends { tags: Tags }>(
  table: { get(key: string): Row | undefined; put(key: string, row: Row): void },
  key: string,
): Tagged | undefined {
  const row = table.get(key);
  return row && { tags: row.tags, write: (tags) => table.put(key, { ...row, tags }) };
}
