import { createHmac, hash } from 'node:crypto';
import type { Hashing } from '../simulator/wire/signature/signer.ts';

/** Node's own SHA-256: many times faster than the portable one, and every request is hashed three times. */
export const nodeHashing: Hashing = {
  sha256Hex: (data) => hash('sha256', data, 'hex'),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest(),
  hmacSha256Hex: (key, text) => createHmac('sha256', key).update(text).digest('hex'),
};
