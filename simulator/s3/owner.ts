import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Caller } from '../caller.ts';

const ids = new Map<string, string>();

/** An account's canonical user id, S3's older name for it: 64 hexadecimal digits, here made from the account's number. */
export function canonicalUserId(account: string): string {
  const known = ids.get(account);
  if (known) return known;
  const id = bytesToHex(sha256(new TextEncoder().encode(`canonical user of ${account}`)));
  ids.set(account, id);
  return id;
}

/** Who began an upload: an IAM principal by its ARN. API reference, Initiator */
export function initiatorOf({ type, arn, account }: Caller): { ID: string; DisplayName: string } {
  if (type === 'root' || type === 'anonymous') return { ID: canonicalUserId(account), DisplayName: '' };
  return { ID: arn, DisplayName: arn.slice(arn.indexOf('/') + 1) };
}
