import type { Thing } from './ledger.ts';
import { SetupError } from './setup-tools.ts';

/** A thing as lines for people name it. */
export const nameThing = ({ kind, name }: Thing): string => `${kind} ${name}`;

/** What an error says: ours is written for people, of others the name and the first line. */
export function messageOf(error: unknown): string {
  if (error instanceof SetupError) return error.message;
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return `${name}: ${message.split('\n')[0]}`;
}
