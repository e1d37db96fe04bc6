import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CredentialScope } from './presented-signature.ts';

const CACHED_KEYS = 1000;
const cache = new Map<string, Uint8Array>();

/** Lower-case hex of the SHA-256 of a text or of bytes. */
export function sha256Hex(data: string | Uint8Array): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));
}

/** Signs `text` with the key that Signature Version 4 derives from the secret for one day, Region and service. */
export function sign(secretAccessKey: string, scope: CredentialScope, text: string): string {
  return bytesToHex(hmac(sha256, signingKey(secretAccessKey, scope), utf8ToBytes(text)));
}

// Four HMACs a request are half of the cost of checking it, and the key changes once a day.
function signingKey(secretAccessKey: string, { date, region, service }: CredentialScope): Uint8Array {
  const name = `${secretAccessKey}/${date}/${region}/${service}`;
  const cached = cache.get(name);
  if (cached) return cached;
  const key = [date, region, service, 'aws4_request'].reduce<Uint8Array>(
    (previous, part) => hmac(sha256, previous, utf8ToBytes(part)),
    utf8ToBytes(`AWS4${secretAccessKey}`),
  );
  if (cache.size >= CACHED_KEYS) cache.clear();
  cache.set(name, key);
  return key;
}

/** Compares without giving away, by its duration, how far two texts agree. */
export function equalInConstantTime(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
