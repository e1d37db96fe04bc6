import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AwsError } from '../aws-error.ts';
import { toBase64 } from '../base64.ts';
import { CRC32, CRC32C, crc32, crc64Nvme } from './crc.ts';
import { badDigest, invalidRequest } from './s3-errors.ts';

/** The members of PutObject's input and GetObject's output that hold a checksum, in base64. */
export const CHECKSUM_MEMBERS = [
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
] as const;

export type ChecksumMember = (typeof CHECKSUM_MEMBERS)[number];
export type Checksums = Partial<Record<ChecksumMember, string>>;

const DIGESTS: Record<ChecksumMember, (pieces: Iterable<Uint8Array>) => Uint8Array> = {
  ChecksumCRC32: (pieces) => crc32(pieces, CRC32),
  ChecksumCRC32C: (pieces) => crc32(pieces, CRC32C),
  ChecksumCRC64NVME: crc64Nvme,
  ChecksumSHA1: (pieces) => hashed(sha1.create(), pieces),
  ChecksumSHA256: (pieces) => hashed(sha256.create(), pieces),
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
  const calculated = toBase64(md5(bytes));
  if (calculated !== contentMd5) {
    const fields = { ExpectedDigest: contentMd5, CalculatedDigest: calculated };
    throw badDigest('The Content-MD5 you specified did not match what we received.', fields);
  }
}

/** One checksum of the pieces one after the other, in base64. */
export function checksumOf(member: ChecksumMember, pieces: Iterable<Uint8Array>): string {
  return toBase64(DIGESTS[member](pieces));
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The checksums in an input. Throws BadDigest if one does not fit the bytes, InvalidRequest if it is none at all. */
export function checkedChecksums(bytes: Uint8Array, input: Checksums): Checksums {
  const given: Checksums = {};
  for (const member of CHECKSUM_MEMBERS) {
    const value = input[member];
    if (value === undefined) continue;
    const calculated = checksumOf(member, [bytes]);
    if (value.length !== calculated.length || !BASE64.test(value)) throw invalidChecksum(member);
    checkChecksum(member, value, calculated);
    given[member] = value;
  }
  return given;
}

const invalidChecksum = (member: ChecksumMember) =>
  invalidRequest(`Value for x-amz-checksum-${algorithmOf(member).toLowerCase()} header is invalid.`);

/** Throws BadDigest. */
export function checkChecksum(member: ChecksumMember, given: string, calculated: string): void {
  if (given === calculated) return;
  throw badDigest(`The ${algorithmOf(member)} you specified did not match the calculated checksum.`);
}

/** Of bytes that came without any, S3 keeps a CRC-64/NVME. User guide, "Checking object integrity" */
export function orDefaultChecksum(bytes: Uint8Array, given: Checksums): Checksums {
  if (Object.keys(given).length > 0) return given;
  return { ChecksumCRC64NVME: checksumOf('ChecksumCRC64NVME', [bytes]) };
}

/** `CRC32` of ChecksumCRC32. */
export const algorithmOf = (member: ChecksumMember) => member.slice('Checksum'.length);

interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

function hashed(hash: Hash, pieces: Iterable<Uint8Array>): Uint8Array {
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}
