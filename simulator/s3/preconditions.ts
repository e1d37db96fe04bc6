import { notModified, preconditionFailed } from './s3-errors.ts';
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

/** Writing: throws PreconditionFailed. `If-None-Match: *` makes an object only where there is none. */
export function checkWriteConditions(
  object: StoredObject | undefined,
  { IfMatch, IfNoneMatch }: Pick<Conditions, 'IfMatch' | 'IfNoneMatch'>,
): void {
  if (IfNoneMatch !== undefined && object) throw preconditionFailed('If-None-Match');
  if (IfMatch !== undefined && !(object && matches(object, IfMatch))) throw preconditionFailed('If-Match');
}

function matches(object: StoredObject, etags: string): boolean {
  const bare = (etag: string) => etag.trim().replace(/^"|"$/g, '');
  return etags.split(',').some((etag) => etag.trim() === '*' || bare(etag) === bare(object.etag));
}
