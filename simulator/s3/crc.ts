/** Reflected polynomials of the 32-bit CRCs that S3 knows. RFC 3385 has the second, CRC-32C. */
export const CRC32 = 0xedb88320;
export const CRC32C = 0x82f63b78;

/** CRC-64/NVME, reflected, in two halves: NVM Express NVM Command Set specification, section 5.2.1.3.4 */
const NVME = { high: 0x9a6c9329, low: 0xac4bc9b5 };

const tables = new Map<number, Uint32Array>();

/** A 32-bit CRC of the pieces one after the other, big-endian. */
export function crc32(pieces: Iterable<Uint8Array>, polynomial: number): Uint8Array {
  const table = tableOf(polynomial);
  let value = 0xffffffff;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 1) {
      value = (table[(value ^ (piece[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
    }
  }
  return bigEndian(~value);
}

/** The CRC-64/NVME of the pieces one after the other, big-endian. */
export function crc64Nvme(pieces: Iterable<Uint8Array>): Uint8Array {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 1) {
      const index = (low ^ (piece[at] ?? 0)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (NVME_LOW[index] ?? 0);
      high = (high >>> 8) ^ (NVME_HIGH[index] ?? 0);
    }
  }
  return bigEndian(~high, ~low);
}

const NVME_HIGH = new Uint32Array(256);
const NVME_LOW = new Uint32Array(256);
for (let index = 0; index < 256; index += 1) {
  let [high, low] = [0, index];
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1;
    low = ((low >>> 1) | (high << 31)) ^ (odd ? NVME.low : 0);
    high = (high >>> 1) ^ (odd ? NVME.high : 0);
  }
  NVME_HIGH[index] = high;
  NVME_LOW[index] = low;
}

function tableOf(polynomial: number): Uint32Array {
  const known = tables.get(polynomial);
  if (known) return known;
  const table = new Uint32Array(256).map((_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value >>> 0;
  });
  tables.set(polynomial, table);
  return table;
}

function bigEndian(...words: number[]): Uint8Array {
  const result = new Uint8Array(words.length * 4);
  const view = new DataView(result.buffer);
  words.forEach((word, index) => {
    view.setUint32(index * 4, word >>> 0);
  });
  return result;
}
