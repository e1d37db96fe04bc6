// A year, a date or a date with a time, as W3C's note on ISO 8601 has them; a time without a zone is in UTC.
const ISO_8601 = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/i;
const HAS_TIME_WITHOUT_ZONE = /T[\d:.]+$/i;
const EPOCH_SECONDS = /^\d{5,}$/;

/** Milliseconds since the epoch of a policy's or a request's date: ISO 8601, or seconds since the epoch. */
export function parseDate(text: string): number {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  if (!ISO_8601.test(text)) return Number.NaN;
  return Date.parse(HAS_TIME_WITHOUT_ZONE.test(text) ? `${text}Z` : text);
}
