import { invalidRange } from './s3-errors.ts';

export interface ByteRange {
  /** The first byte, and the one after the last. */
  start: number;
  end: number;
}

/**
 * The part that a Range header asks for; undefined for headers that S3 ignores, such as several ranges at once. Throws
 * InvalidRange if nothing of the object is in it. RFC 9110, section 14.1.2
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || header === undefined) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start >= end) throw invalidRange(header, size);
  return { start, end };
}
