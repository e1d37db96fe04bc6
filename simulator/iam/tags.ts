import type { Tag } from '@aws-sdk/client-iam';
import { IAM_QUOTAS } from '../quotas/iam-quotas.ts';
import { requireLength } from './constraints.ts';
import { invalidInput, limitExceeded } from './iam-errors.ts';
import type { Tags } from './tables.ts';

/**
 * `before` with `added` set. Keys compare without case and keep the spelling of the newest. Errors: InvalidInput for a
 * key given twice, LimitExceeded over 50, ValidationError for lengths.
 */
export function withTags(before: Tags, added: Tag[] | undefined): Tags {
  const tags = new Map(Object.entries(before).map((entry) => [entry[0].toLowerCase(), entry]));
  const seen = new Set<string>();
  for (const [index, { Key: key = '', Value: value = '' }] of (added ?? []).entries()) {
    requireTag(key, value, index);
    const folded = key.toLowerCase();
    if (seen.has(folded)) {
      throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    }
    seen.add(folded);
    tags.delete(folded);
    tags.set(folded, [key, value]);
  }
  const max = IAM_QUOTAS.quotas.TagsPerResource.value;
  if (tags.size > max) throw limitExceeded(`Cannot exceed quota for TagsPerResource: ${max}`);
  // Unlike an assignment, this keeps the key `__proto__` as well.
  return Object.fromEntries(tags.values());
}

/** Lengths and characters of the tag at `index`. facts D, "Session tags". Errors: ValidationError, InvalidInput. */
export function requireTag(key: string, value: string, index: number): void {
  requireLength(key, `tags.${index + 1}.member.key`, 1, 128);
  requireLength(value, `tags.${index + 1}.member.value`, 0, 256);
  if (/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key + value)) return;
  // Assumed; not confirmed against AWS: the text.
  throw invalidInput(`The tag ${key} has characters outside letters, numbers, spaces and _ . : / = + - @`);
}

/** `before` without `keys`; keys that are not there are ignored. */
export function withoutTags(before: Tags, keys: string[]): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key.toLowerCase())));
}

/** The wire's form of tags. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** aws:RequestTag/<key> and aws:TagKeys of a request that sets tags; nothing if it sets none. facts F.1 */
export function requestTagContext(tags: Tag[] | undefined): Record<string, string | string[]> {
  if (!tags?.length) return {};
  const context: Record<string, string | string[]> = { 'aws:TagKeys': tags.map((tag) => tag.Key ?? '') };
  for (const tag of tags) context[`aws:RequestTag/${tag.Key}`] = tag.Value ?? '';
  return context;
}
