import { invalidRange } from './s3-errors.ts';

export interface ByteRange {
  /** The first byte, and the one after the last. */
  start: number;
  end: number;
}

/**
 * The part that a Range header asks for; undefined for headers that are ignored: several ranges at once, or an end before
 * the start. Throws InvalidRange if nothing of the object is in it. RFC 9110, section 14.1.2
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || header === undefined) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start >= end) throw invalidRange(header, size);
  return { start, end };
}
