import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AwsError } from '../aws-error.ts';
import { badDigest } from './s3-errors.ts';

/** The members of PutObject's input and GetObject's output that hold a checksum, in base64. */
export const CHECKSUM_MEMBERS = [
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
] as const;

export type Checksums = Partial<Record<(typeof CHECKSUM_MEMBERS)[number], string>>;

/** The others are kept as the client sent them: CRC-64/NVME is not calculated here. */
const CALCULATED: Partial<Record<keyof Checksums, (bytes: Uint8Array) => Uint8Array>> = {
  ChecksumCRC32: (bytes) => crc(bytes, 0xedb88320),
  ChecksumCRC32C: (bytes) => crc(bytes, 0x82f63b78),
  ChecksumSHA1: sha1,
  ChecksumSHA256: sha256,
};

/** In quotes, as S3 has it for objects that were put in one piece. */
export function etagOf(bytes: Uint8Array): string {
  return `"${bytesToHex(md5(bytes))}"`;
}

/** Throws InvalidDigest or BadDigest if the bytes are not those that the client meant to send. */
export function checkMd5(bytes: Uint8Array, contentMd5: string | undefined): void {
  if (contentMd5 === undefined) return;
  if (!/^[A-Za-z0-9+/]{22}==$/.test(contentMd5)) {
    throw new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.', {
      'Content-MD5': contentMd5,
    });
  }
  const calculated = base64(md5(bytes));
  if (calculated !== contentMd5) {
    const fields = { ExpectedDigest: contentMd5, CalculatedDigest: calculated };
    throw badDigest('The Content-MD5 you specified did not match what we received.', fields);
  }
}

/** The checksums in an input. Throws BadDigest if one does not fit the bytes. */
export function checkedChecksums(bytes: Uint8Array, input: Checksums): Checksums {
  const given: Checksums = {};
  for (const member of CHECKSUM_MEMBERS) {
    const value = input[member];
    if (value === undefined) continue;
    const calculate = CALCULATED[member];
    if (calculate && base64(calculate(bytes)) !== value) {
      const name = member.slice('Checksum'.length);
      throw badDigest(`The ${name} you specified did not match the calculated checksum.`);
    }
    given[member] = value;
  }
  return given;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

const tables = new Map<number, Uint32Array>();

/** A reflected 32-bit CRC, big-endian. */
function crc(bytes: Uint8Array, polynomial: number): Uint8Array {
  const table = tableOf(polynomial);
  let value = 0xffffffff;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  const result = new Uint8Array(4);
  new DataView(result.buffer).setUint32(0, ~value >>> 0);
  return result;
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
