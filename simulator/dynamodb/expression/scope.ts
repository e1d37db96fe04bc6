import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validationError } from '../dynamodb-errors.ts';
import { type StoredValue, storedValue } from '../value/stored-value.ts';

/** The names (`#n`) and values (`:v`) that a request's expressions may use; each must be used. */
export interface Scope {
  name(alias: string): string | undefined;
  value(alias: string): StoredValue | undefined;
  /** Errors: ValidationException if a name or value was not used by any expression that was parsed. */
  requireAllUsed(): void;
}

interface ScopeInput {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** Most requests bring neither names nor values. */
const EMPTY: Scope = { name: () => undefined, value: () => undefined, requireAllUsed: () => {} };

/** Errors: ValidationException for names and values that cannot be. */
export function openScope(input: ScopeInput): Scope {
  if (!input.ExpressionAttributeNames && !input.ExpressionAttributeValues) return EMPTY;
  const names = checkKeys('ExpressionAttributeNames', input.ExpressionAttributeNames, /^#\w+$/);
  const values = checkKeys('ExpressionAttributeValues', input.ExpressionAttributeValues, /^:\w+$/);
  const stored = new Map([...values].map(([alias, value]) => [alias, storedAlias(alias, value)]));
  const unused = new Set([...names.keys(), ...values.keys()]);
  return {
    name(alias) {
      unused.delete(alias);
      return names.get(alias);
    },
    value(alias) {
      unused.delete(alias);
      return stored.get(alias);
    },
    requireAllUsed() {
      requireUsed('ExpressionAttributeNames', names, unused);
      requireUsed('ExpressionAttributeValues', values, unused);
    },
  };
}

function checkKeys<Value>(parameter: string, record: Record<string, Value> | undefined, form: RegExp) {
  const entries = new Map(Object.entries(record ?? {}));
  if (record && entries.size === 0) throw validationError(`${parameter} must not be empty`);
  for (const key of entries.keys()) {
    if (!form.test(key)) throw validationError(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
  }
  return entries;
}

function storedAlias(alias: string, value: AttributeValue): StoredValue {
  try {
    return storedValue(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw validationError(`ExpressionAttributeValues contains invalid value: ${reason} for key ${alias}`);
  }
}

function requireUsed(parameter: string, given: Map<string, unknown>, unused: Set<string>): void {
  const left = [...given.keys()].filter((alias) => unused.has(alias));
  if (left.length === 0) return;
  throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${left.join(', ')}}`);
}
