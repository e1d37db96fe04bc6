import { noSuchKey, notModified, preconditionFailed, unacceptedHeader } from './s3-errors.ts';
import type { StoredObject } from './tables.ts';

export interface Conditions {
  IfMatch?: string;
  IfNoneMatch?: string;
  IfModifiedSince?: Date;
  IfUnmodifiedSince?: Date;
}

/** Reading: throws NotModified or PreconditionFailed. An ETag, where given, overrules the date. RFC 9110, section 13.2.2 */
export function checkReadConditions(object: StoredObject, conditions: Conditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(object, IfMatch)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince && object.lastModifiedMs > IfUnmodifiedSince.getTime()) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (matches(object, IfNoneMatch)) throw notModified();
  } else if (IfModifiedSince && object.lastModifiedMs <= IfModifiedSince.getTime()) {
    throw notModified();
  }
}

/**
 * Writing and deleting: throws PreconditionFailed, or NoSuchKey where there is nothing that could match. `If-None-Match: *`,
 * the only value it may have, makes an object only where there is none. User guide, "Conditional requests"
 */
export function checkWriteConditions(
  object: StoredObject | undefined,
  { Key, IfMatch, IfNoneMatch }: Pick<Conditions, 'IfMatch' | 'IfNoneMatch'> & { Key: string },
): void {
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch.trim() !== '*') throw unacceptedHeader('If-None-Match');
    if (object) throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (!object) throw noSuchKey(Key);
  if (!matches(object, IfMatch)) throw preconditionFailed('If-Match');
}

function matches(object: StoredObject, etags: string): boolean {
  const bare = (etag: string) => etag.trim().replace(/^"|"$/g, '');
  return etags.split(',').some((etag) => etag.trim() === '*' || bare(etag) === bare(object.etag));
}
