import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CredentialScope } from './presented-signature.ts';

/** SHA-256 in whatever form the machine has it; a host with a native one hands it in. */
export interface Hashing {
  /** Lower-case hex. */
  sha256Hex(data: string | Uint8Array): string;
  hmacSha256(key: Uint8Array, text: string): Uint8Array;
  /** Lower-case hex. */
  hmacSha256Hex(key: Uint8Array, text: string): string;
}

/** Hashing that runs anywhere. */
export const portableHashing: Hashing = {
  sha256Hex: (data) => bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data)),
  hmacSha256: (key, text) => hmac(sha256, key, utf8ToBytes(text)),
  hmacSha256Hex: (key, text) => bytesToHex(hmac(sha256, key, utf8ToBytes(text))),
};

/** Calculates signatures as a client does. */
export interface Signer {
  /** Lower-case hex of the SHA-256 of a text or of bytes. */
  sha256Hex(data: string | Uint8Array): string;
  /** Signs `text` with the key that Signature Version 4 derives from the secret for one day, Region and service. */
  sign(secretAccessKey: string, scope: CredentialScope, text: string): string;
}

const CACHED_KEYS = 1000;

export function createSigner(hashing: Hashing = portableHashing): Signer {
  // Four HMACs a request are half of the cost of checking it, and the key changes once a day.
  const keys = new Map<string, Uint8Array>();
  const signingKey = (secretAccessKey: string, { date, region, service }: CredentialScope) => {
    const name = `${secretAccessKey}/${date}/${region}/${service}`;
    const known = keys.get(name);
    if (known) return known;
    const key = [date, region, service, 'aws4_request'].reduce<Uint8Array>(
      (previous, part) => hashing.hmacSha256(previous, part),
      utf8ToBytes(`AWS4${secretAccessKey}`),
    );
    if (keys.size >= CACHED_KEYS) keys.clear();
    keys.set(name, key);
    return key;
  };
  return {
    sha256Hex: hashing.sha256Hex,
    sign: (secretAccessKey, scope, text) => hashing.hmacSha256Hex(signingKey(secretAccessKey, scope), text),
  };
}

/** Compares without giving away, by its duration, how far two texts agree. */
export function equalInConstantTime(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
