import type { Thing } from './ledger.ts';

/** A thing as lines for people name it. */
export const nameThing = ({ kind, name }: Thing): string => `${kind} ${name}`;

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return `${name}: ${message.split('\n')[0]}`;
}
