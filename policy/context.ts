import type { ContextValues } from './types.ts';

/**
 * The value of a condition key, which compares without case, tag keys included (facts F.1). The spelling of the policy
 * is nearly always the request's own, so that one is tried first.
 */
export function contextValue(context: ContextValues, key: ConditionKey): string | string[] | undefined {
  if (Object.hasOwn(context, key.written)) return context[key.written];
  for (const name of Object.keys(context)) {
    if (name.length === key.written.length && name.toLowerCase() === key.lower) return context[name];
  }
  return undefined;
}

export interface ConditionKey {
  written: string;
  lower: string;
}

export function conditionKey(written: string): ConditionKey {
  return { written, lower: written.toLowerCase() };
}
