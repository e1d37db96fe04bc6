import type { Tag } from '@aws-sdk/client-cloudformation';

/** The condition keys of a call that passes tags: aws:RequestTag/<key> and aws:TagKeys. */
export function requestedTags(tags: Tag[] = []): Record<string, string | string[]> {
  if (tags.length === 0) return {};
  const entries = tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(entries), 'aws:TagKeys': tags.map(({ Key = '' }) => Key) };
}
