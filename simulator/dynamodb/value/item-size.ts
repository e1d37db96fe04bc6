import type { StoredItem, StoredValue } from './stored-value.ts';

/**
 * The size of an item in bytes, as limits and capacity count it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: StoredItem): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += utf8Length(name) + valueSize(value);
  return size;
}

const CONTAINER_BYTES = 3;

function valueSize(value: StoredValue): number {
  if (value.S !== undefined) return utf8Length(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return binaryLength(value.B);
  if (value.SS) return total(value.SS.map(utf8Length));
  if (value.NS) return total(value.NS.map(numberSize));
  if (value.BS) return total(value.BS.map(binaryLength));
  // Each element of a list or map costs one byte more.
  if (value.L) return CONTAINER_BYTES + total(value.L.map((element) => 1 + valueSize(element)));
  if (value.M) return CONTAINER_BYTES + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/**
 * One byte, one for every two significant digits before the point and after it, and one for a minus. AWS's guide is
 * vaguer; paritysuite/dynamodb-conformance has measured it, in tests/tier3/limits/numberByteSize.test.ts.
 */
function numberSize(text: string): number {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)0*(\d*)\.?(\d*)$/.exec(text) ?? [];
  const before = fraction === '' ? whole.replace(/0+$/, '') : whole;
  const after = whole === '' ? fraction.replace(/^0+/, '') : fraction;
  return 1 + Math.ceil(before.length / 2) + Math.ceil(after.length / 2) + minus.length;
}

/** The bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Halves of a surrogate pair make four bytes together.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** The bytes that a base64 text stands for. */
export function binaryLength(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : Number(base64.endsWith('='));
  return (base64.length / 4) * 3 - padding;
}

function total(sizes: number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}
