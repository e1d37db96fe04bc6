import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { type Access, type CallContext, operation } from '../wire/operation.ts';
import { findTagged, type Tagged } from './tagged-resource.ts';

type Tags = Record<string, string>;

/** What tags given at a creation need in addition: aws/aws-cdk#7163. Policies match the id that `resource` lacks yet with a wildcard. */
export function tagOnCreation(resource: string, tags: Tags | undefined): Access[] {
  return Object.keys(tags ?? {}).length > 0
    ? [{ action: 'eks:TagResource', resource, context: requestTagKeys(tags) }]
    : [];
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
    taggedAccess('eks:TagResource', resourceArn, context, requestTagKeys(tags)),
  ],
  run({ resourceArn, tags }, context) {
    const resource = getTagged(context, resourceArn);
    const all = { ...resource.tags, ...tags };
    requireTags(all, 'BadRequestException');
    resource.write(all);
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, UntagResourceResponse>({
  access: ({ resourceArn, tagKeys }, context) => [
    taggedAccess('eks:UntagResource', resourceArn, context, { 'aws:TagKeys': tagKeys ?? [] }),
  ],
  run({ resourceArn, tagKeys }, context) {
    const resource = getTagged(context, resourceArn);
    resource.write(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !tagKeys?.includes(key))));
    return {};
  },
});

export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  access: ({ resourceArn }, context) => [taggedAccess('eks:ListTagsForResource', resourceArn, context)],
  run: ({ resourceArn }, context) => ({ tags: getTagged(context, resourceArn).tags }),
});

function taggedAccess(action: string, arn: string | undefined, context: CallContext, keys: Access['context'] = {}) {
  const found = findTagged(context, arn ?? '');
  return { action, resource: arn ?? '*', resourceTags: found?.tags ?? {}, context: { ...found?.keys, ...keys } };
}

function getTagged(context: CallContext, arn: string | undefined): Tagged {
  const found = findTagged(context, arn ?? '');
  if (found) return found;
  // Assumed; not confirmed against AWS. Code and status are the model's. facts C.1
  throw new AwsError('NotFoundException', 404, `No resource found for arn: ${arn}`);
}
