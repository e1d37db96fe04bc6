import type { Tag } from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.ts';
import type { RoleSession } from '../caller.ts';
import { constraintError } from '../iam/constraints.ts';
import { requireTag } from '../iam/tags.ts';

const MAX_SESSION_TAGS = 50;

export interface SessionTags {
  tags: Record<string, string>;
  transitiveTagKeys: string[];
}

/**
 * The tags of a new session: those given, and those that the calling session hands on.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html, facts F.1
 *
 * Errors: InvalidParameterValue if a key is given twice, overrides an inherited one, or is transitive without being
 * given; ValidationError for counts and lengths. Texts as AWS sends them, seen in tests recorded against AWS.
 */
export function sessionTags(given: Tag[], transitive: string[], calling: RoleSession | undefined): SessionTags {
  requireTags(given);
  const givenKeys = new Set(given.map((tag) => lower(tag.Key ?? '')));
  const inherited = inheritedTags(calling);
  if (Object.keys(inherited).some((key) => givenKeys.has(lower(key)))) {
    throw invalidParameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  if (transitive.some((key) => !givenKeys.has(lower(key)))) {
    throw invalidParameter('The specified transitive tag key must be included in the requested tags.');
  }
  const added = Object.fromEntries(given.map(({ Key: key = '', Value: value = '' }) => [key, value]));
  return {
    tags: { ...inherited, ...added },
    transitiveTagKeys: [...Object.keys(inherited), ...Object.keys(added).filter((key) => includes(transitive, key))],
  };
}

function requireTags(tags: Tag[]): void {
  if (tags.length > MAX_SESSION_TAGS) {
    throw constraintError(tags.length, 'tags', `have length less than or equal to ${MAX_SESSION_TAGS}`);
  }
  for (const [index, { Key: key = '', Value: value = '' }] of tags.entries()) requireTag(key, value, index);
  if (new Set(tags.map((tag) => lower(tag.Key ?? ''))).size < tags.length) {
    throw invalidParameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
}

function inheritedTags(calling: RoleSession | undefined): Record<string, string> {
  if (!calling) return {};
  return Object.fromEntries(Object.entries(calling.tags).filter(([key]) => includes(calling.transitiveTagKeys, key)));
}

/** The condition keys of tags; inherited ones count as requested too. facts B.8 */
export function sessionTagContext({ tags, transitiveTagKeys }: SessionTags): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  for (const [key, value] of Object.entries(tags)) context[`aws:RequestTag/${key}`] = value;
  if (Object.keys(tags).length > 0) context['aws:TagKeys'] = Object.keys(tags);
  if (transitiveTagKeys.length > 0) context['sts:TransitiveTagKeys'] = transitiveTagKeys;
  return context;
}

const lower = (key: string) => key.toLowerCase();
const includes = (keys: string[], key: string) => keys.some((candidate) => lower(candidate) === lower(key));
const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', 400, message);
