import { fromBase64 } from '../base64.ts';
import {
  algorithmOf,
  CHECKSUM_MEMBERS,
  type ChecksumMember,
  type Checksums,
  checkChecksum,
  checksumOf,
} from './checksums.ts';
import { invalidRequest } from './s3-errors.ts';
import type { ChecksumType, StoredObject, StoredPart, Upload } from './tables.ts';

type Announcement = Pick<Upload, 'checksumAlgorithm' | 'checksumType'>;

// User guide, "Checking object integrity": hashes of parts cannot be joined, and CRC-64/NVME always is.
const ONLY_TYPE: Partial<Record<string, ChecksumType>> = {
  CRC64NVME: 'FULL_OBJECT',
  SHA1: 'COMPOSITE',
  SHA256: 'COMPOSITE',
};

/** What CreateMultipartUpload says about checksums. Throws InvalidRequest. Texts as seen in public issues. */
export function announcedChecksum(input: { ChecksumAlgorithm?: string; ChecksumType?: ChecksumType }): Announcement {
  const { ChecksumAlgorithm: algorithm, ChecksumType: type } = input;
  if (!algorithm) {
    if (!type) return {};
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  if (!CHECKSUM_MEMBERS.some((member) => algorithmOf(member) === algorithm)) {
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const only = ONLY_TYPE[algorithm];
  if (type && only && type !== only) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { checksumAlgorithm: algorithm, checksumType: type ?? only ?? 'COMPOSITE' };
}

/** Throws InvalidRequest if a part brings another checksum than its upload announced, or none where each must have one. */
export function checkPartChecksums(given: Checksums, { checksumAlgorithm, checksumType }: Announcement): void {
  // The SDK for JavaScript announces none and brings a CRC-32. Assumed; not confirmed against AWS.
  if (!checksumAlgorithm) return;
  const [member] = Object.keys(given) as ChecksumMember[];
  const actual = member && algorithmOf(member);
  if (actual === checksumAlgorithm || (!actual && checksumType === 'FULL_OBJECT')) return;
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${actual?.toLowerCase() ?? 'null'}`,
  );
}

/** The checksum of a completed upload. Throws BadDigest if the client expected another one. */
export function joinedChecksum(options: {
  upload: Announcement;
  parts: readonly StoredPart[];
  /** The parts' bytes. */
  pieces: () => Iterable<Uint8Array>;
  expected: Checksums;
}): Pick<StoredObject, 'checksums' | 'checksumType'> {
  const { upload, parts, pieces, expected } = options;
  const member = `Checksum${upload.checksumAlgorithm ?? 'CRC64NVME'}` as ChecksumMember;
  const checksumType = upload.checksumType ?? 'FULL_OBJECT';
  const value = checksumType === 'FULL_OBJECT' ? checksumOf(member, pieces()) : composite(member, parts);
  const wanted = expected[member];
  // Clients leave the number of parts out.
  if (wanted !== undefined) checkChecksum(member, wanted.split('-')[0] ?? '', value.split('-')[0] ?? '');
  return { checksums: { [member]: value }, checksumType };
}

function composite(member: ChecksumMember, parts: readonly StoredPart[]): string {
  const digests = parts.map(({ checksums }) => fromBase64(checksums[member] ?? ''));
  return `${checksumOf(member, digests)}-${parts.length}`;
}
