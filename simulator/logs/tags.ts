import type * as logs from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { chosenTags } from '../chosen-tags.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { type Access, type CallContext, operation } from '../wire/operation.ts';
import { type LogGroupRow, logGroups, noSuchLogGroup } from './log-group-rows.ts';
import { invalidParameter } from './page.ts';

type Tags = Record<string, string>;

/** Errors: InvalidParameterException, TooManyTagsException. The limits: API reference, "TagResource". */
export function requireTags(tags: Tags, caller: Caller): void {
  const chosen = Object.keys(chosenTags(tags, caller));
  // Assumed; not confirmed against AWS: both texts.
  if (chosen.some((key) => /^aws:/i.test(key))) throw invalidParameter('aws: prefixed tag key names are not allowed.');
  if (chosen.length > 50) throw new AwsError('TooManyTagsException', 400, 'A resource can have at most 50 tags.');
}

export const tagResource = operation<logs.TagResourceRequest, object>({
  limits: 'Log groups only.',
  access: ({ resourceArn, tags }, context) => [
    tagAccess('logs:TagResource', resourceArn, context, requestTagKeys(tags)),
  ],
  run({ resourceArn, tags }, context) {
    const group = getTagged(resourceArn, context);
    const all = { ...group.tags, ...tags };
    requireTags(all, context.caller);
    logGroups(context.state, context).put(group.name, { ...group, tags: all });
    return {};
  },
});

export const untagResource = operation<logs.UntagResourceRequest, object>({
  limits: 'Log groups only.',
  access: ({ resourceArn, tagKeys = [] }, context) => [
    tagAccess('logs:UntagResource', resourceArn, context, { 'aws:TagKeys': tagKeys }),
  ],
  run({ resourceArn, tagKeys = [] }, context) {
    const group = getTagged(resourceArn, context);
    const rest = Object.entries(group.tags).filter(([key]) => !tagKeys.includes(key));
    logGroups(context.state, context).put(group.name, { ...group, tags: Object.fromEntries(rest) });
    return {};
  },
});

export const listTagsForResource = operation<logs.ListTagsForResourceRequest, logs.ListTagsForResourceResponse>({
  limits: 'Log groups only.',
  access: ({ resourceArn }, context) => [tagAccess('logs:ListTagsForResource', resourceArn, context)],
  run: ({ resourceArn }, context) => ({ tags: getTagged(resourceArn, context).tags }),
});

/** Of this account and Region: an ARN of another names nothing here. */
const findTagged = (arn: string | undefined, { state, ...place }: CallContext): LogGroupRow | undefined =>
  [...logGroups(state, place).values()].find((group) => group.arn === arn);

function tagAccess(action: string, arn: string | undefined, context: CallContext, keys: Access['context'] = {}) {
  return { action, resource: arn ?? '*', resourceTags: findTagged(arn, context)?.tags ?? {}, context: keys };
}

function getTagged(arn: string | undefined, context: CallContext): LogGroupRow {
  const found = findTagged(arn, context);
  if (!found) throw noSuchLogGroup();
  return found;
}
