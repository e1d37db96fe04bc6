import type { NormalizedSchema } from '@smithy/core/schema';
import { membersOf } from './operations.ts';

/** IAM answers policies as URL-encoded JSON; the CLI prints them as objects. */
const POLICY_MEMBERS = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

/** An SDK answer as the CLI prints it: the schema's order, ISO times, base64 bytes, no metadata and no body. */
export function present(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isUnitSchema()) return {};
  if (value instanceof Date) return isoTime(value);
  if (value instanceof Uint8Array) return btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join(''));
  if (value === null || typeof value !== 'object') return value;
  if (schema.isListSchema() && Array.isArray(value)) return value.map((item) => present(schema.getValueSchema(), item));
  if (schema.isMapSchema()) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, present(schema.getValueSchema(), one)]));
  }
  if (schema.isStructSchema()) return presentStructure(schema, value);
  return value;
}

function presentStructure(schema: NormalizedSchema, value: object) {
  const result: Record<string, unknown> = {};
  for (const [name, member] of membersOf(schema)) {
    const one: unknown = Reflect.get(value, name);
    if (one === undefined || member.isStreaming()) continue;
    result[name] = POLICY_MEMBERS.has(name) && typeof one === 'string' ? decodedPolicy(one) : present(member, one);
  }
  return result;
}

function decodedPolicy(text: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** Python's isoformat: microseconds only if there are any. */
function isoTime(date: Date): string {
  return date.toISOString().replace(/\.(\d{3})Z$/, (_, ms: string) => `${ms === '000' ? '' : `.${ms}000`}+00:00`);
}
