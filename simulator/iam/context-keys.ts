import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import type { Received } from './received.ts';
import { inputSources, principalPolicies, requireSource } from './simulated-policies.ts';

interface WrittenStatement {
  Condition?: Record<string, Record<string, unknown>>;
}

/** The condition keys that a policy's statement, or a whole policy, asks for: as keys and as variables, each once. */
export function contextKeysIn(written: unknown): string[] {
  const text = JSON.stringify(written);
  const variables = [...text.matchAll(/\$\{([^{}]*)\}/g)].map(([, inner = '']) => (inner.split(',')[0] ?? '').trim());
  return distinct([
    ...statementsOf(written).flatMap(({ Condition }) => Object.values(Condition ?? {}).flatMap(Object.keys)),
    ...variables.filter((key) => !['*', '?', '$'].includes(key)),
  ]);
}

function statementsOf(written: unknown): WrittenStatement[] {
  const { Statement = written } = written as { Statement?: unknown };
  return (Array.isArray(Statement) ? Statement : [Statement]) as WrittenStatement[];
}

/** Keys compare without case; the first spelling stays. */
export function distinct(keys: string[]): string[] {
  const bySpelling = new Map(keys.toReversed().map((key) => [key.toLowerCase(), key]));
  return [...bySpelling.values()].toReversed();
}

export const getContextKeysForCustomPolicy = operation<
  Received<iam.GetContextKeysForCustomPolicyRequest>,
  iam.GetContextKeysForPolicyResponse
>({
  access: () => [{ action: 'iam:GetContextKeysForCustomPolicy', resource: '*' }],
  run: (input) => ({
    ContextKeyNames: distinct(
      inputSources(input.PolicyInputList).flatMap(({ text }) => contextKeysIn(JSON.parse(text))),
    ),
  }),
});

export const getContextKeysForPrincipalPolicy = operation<
  Received<iam.GetContextKeysForPrincipalPolicyRequest>,
  iam.GetContextKeysForPolicyResponse
>({
  access: (input) => [{ action: 'iam:GetContextKeysForPrincipalPolicy', resource: input.PolicySourceArn }],
  run(input, context) {
    const { identity } = principalPolicies(context, requireSource(context, input.PolicySourceArn));
    const sources = [...identity, ...inputSources(input.PolicyInputList ?? [])];
    return { ContextKeyNames: distinct(sources.flatMap(({ text }) => contextKeysIn(JSON.parse(text)))) };
  },
});
