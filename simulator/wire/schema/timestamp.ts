import type { NormalizedSchema } from '@smithy/core/schema';
import {
  _parseEpochTimestamp,
  _parseRfc3339DateTimeWithOffset,
  _parseRfc7231DateTime,
  dateToUtcString,
} from '@smithy/core/serde';

/** In @smithy/core's numbering. https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait */
export const DATE_TIME = 5;
export const HTTP_DATE = 6;
export const EPOCH_SECONDS = 7;

/** A timestamp's own format, or the one of its place. */
export function timestampFormat(schema: NormalizedSchema, ofPlace: number): number {
  const type = schema.getSchema();
  return typeof type === 'number' && type >= DATE_TIME ? type : ofPlace;
}

export function writeTimestamp(format: number, date: Date): string {
  if (format === EPOCH_SECONDS) return String(date.getTime() / 1000);
  return format === HTTP_DATE ? dateToUtcString(date) : date.toISOString().replace('.000Z', 'Z');
}

/** Throws if the text is no instant in this format. */
export function readTimestamp(format: number, text: string): Date | undefined {
  if (format === EPOCH_SECONDS) return _parseEpochTimestamp(text);
  return format === HTTP_DATE ? _parseRfc7231DateTime(text) : _parseRfc3339DateTimeWithOffset(text);
}
