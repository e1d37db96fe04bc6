import { badRequest, invalidTag } from './s3-errors.ts';
import type { Tags } from './tables.ts';

export interface Tag {
  Key?: string;
  Value?: string;
}

const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Throws InvalidTag if a key comes twice. */
export function fromTagSet(tagSet: readonly Tag[]): Tags {
  const tags: Tags = {};
  for (const { Key = '', Value = '' } of tagSet) {
    if (Object.hasOwn(tags, Key)) throw invalidTag('Cannot provide multiple Tags with the same key');
    tags[Key] = Value;
  }
  return tags;
}

export function toTagSet(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The x-amz-tagging header: a query string. */
export function fromTaggingHeader(header: string | undefined): Tags {
  return fromTagSet([...new URLSearchParams(header ?? '')].map(([Key, Value]) => ({ Key, Value })));
}

/** Throws BadRequest or InvalidTag. S3 user guide, "Categorizing your objects using tags"; 50 on a bucket. */
export function checkTagLimits(tags: Tags, kind: 'bucket' | 'object'): void {
  const count = Object.keys(tags).length;
  if (kind === 'object' && count > 10) throw badRequest('Object tags cannot be greater than 10');
  if (kind === 'bucket' && count > 50) throw badRequest('Bucket tag count cannot be greater than 50');
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > 128 || !CHARACTERS.test(key)) {
      throw invalidTag('The TagKey you have provided is invalid');
    }
    if (key.startsWith('aws:')) throw invalidTag('System tags cannot be added/updated by requester');
    if (value.length > 256 || !CHARACTERS.test(value)) throw invalidTag('The TagValue you have provided is invalid');
  }
}

/** Condition keys of the tags that a request puts on an object. facts F.3 */
export function requestTagKeys(tags: Tags): Record<string, string | string[]> {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  const keys: Record<string, string | string[]> = { 's3:RequestObjectTagKeys': entries.map(([key]) => key) };
  for (const [key, value] of entries) keys[`s3:RequestObjectTag/${key}`] = value;
  return keys;
}

/** Condition keys of the tags that a request puts on a bucket. */
export function newTagKeys(tags: Tags): Record<string, string | string[]> {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  const keys: Record<string, string | string[]> = { 'aws:TagKeys': entries.map(([key]) => key) };
  for (const [key, value] of entries) keys[`aws:RequestTag/${key}`] = value;
  return keys;
}
