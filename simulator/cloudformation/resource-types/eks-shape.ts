import { isRecord } from '../../../policy/parse/is-record.ts';

/** A property as EKS's API has it: the same words, beginning with a small letter. */
export function eksShape(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).map(([name, member]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    isRecord(member) ? eksShape(member) : member,
  ]);
  return Object.fromEntries(entries);
}
