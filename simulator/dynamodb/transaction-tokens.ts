import type { TransactWriteItemsInput } from '@aws-sdk/client-dynamodb';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { constraintError } from './dynamodb-errors.ts';

/** A transaction that was made, by its token. */
interface DoneTransaction {
  hash: string;
  doneAtMs: number;
}

// API reference, TransactWriteItems, ClientRequestToken.
const TOKEN_LIFETIME_MS = 600_000;
const MAX_TOKEN_LENGTH = 36;

/**
 * Whether the transaction was made before, in the last ten minutes, under the same token; if not, it is noted as made.
 * Errors: IdempotentParameterMismatchException if its actions were others.
 */
export function wasDoneBefore(input: TransactWriteItemsInput, { state, account, region, now }: CallContext): boolean {
  const { ClientRequestToken: token } = input;
  if (token === undefined) return false;
  requireToken(token);
  const done = state.table<DoneTransaction>(`${account}/dynamodb/${region}/transactions`);
  // Rows are in the order of their making: the first that still counts ends the search.
  for (const [old, { doneAtMs }] of done.entries()) {
    if (now - doneAtMs < TOKEN_LIFETIME_MS) break;
    done.delete(old);
  }
  const hash = bytesToHex(sha256(utf8ToBytes(canonical(input.TransactItems))));
  const known = done.get(token);
  if (!known) {
    done.put(token, { hash, doneAtMs: now });
    return false;
  }
  if (known.hash === hash) return true;
  // Assumed; not confirmed against AWS: the text.
  const message = 'The provided client token was used with different parameters';
  throw new AwsError('IdempotentParameterMismatchException', 400, message);
}

function requireToken(token: string): void {
  if (token.length >= 1 && token.length <= MAX_TOKEN_LENGTH) return;
  const bound = token.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_TOKEN_LENGTH}`;
  throw constraintError('clientRequestToken', token, `Member must have length ${bound}`);
}

/** The order of members makes no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    if (part instanceof Uint8Array) return [...part];
    return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
