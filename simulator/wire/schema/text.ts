import type { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64, quoteHeader, splitHeader, toBase64 } from '@smithy/core/serde';
import { readTimestamp, timestampFormat, writeTimestamp } from './timestamp.ts';

export type FromText = (text: string) => unknown;
export type ToText = (value: unknown) => string;

const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * One label, header, query parameter or form field. `format` is that of the place's timestamps. The reader throws if a
 * text does not fit.
 */
export function textReader(schema: NormalizedSchema, format: number): FromText {
  if (schema.isListSchema()) {
    const read = textReader(schema.getValueSchema(), format);
    return (text) => splitHeader(text).map(read);
  }
  if (schema.isNumericSchema()) return readNumber;
  if (schema.isBooleanSchema()) return (text) => text.toLowerCase() === 'true';
  if (schema.isBlobSchema()) return fromBase64;
  if (schema.isTimestampSchema()) return readTimestamp.bind(undefined, timestampFormat(schema, format));
  return (text) => text;
}

function readNumber(text: string): number {
  if (!NUMBER.test(text)) throw new TypeError('no number');
  return Number(text);
}

/** One header, or the text of an XML element. */
export function textWriter(schema: NormalizedSchema, format: number): ToText {
  if (schema.isListSchema()) {
    const write = textWriter(schema.getValueSchema(), format);
    return (value) => (value as unknown[]).map((item) => quoteHeader(write(item))).join(', ');
  }
  if (schema.isBlobSchema()) return (value) => toBase64(value as Uint8Array);
  if (!schema.isTimestampSchema()) return String;
  const own = timestampFormat(schema, format);
  return (value) => writeTimestamp(own, value as Date);
}
