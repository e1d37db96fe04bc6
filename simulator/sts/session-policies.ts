import type { PolicyDescriptorType } from '@aws-sdk/client-sts';
import { requireDocument } from '../iam/compiled-document.ts';
import { constraintError, requireLength } from '../iam/constraints.ts';
import { defaultDocument, findPolicy } from '../iam/find-policy.ts';
import { malformedPolicy } from '../iam/iam-errors.ts';
import type { State } from '../state/state.ts';

const MAX_POLICY_ARNS = 10;

/**
 * The documents of a request's session policies: the inline one, and those of managed policies as they are now.
 * Errors: MalformedPolicyDocument, ValidationError.
 */
export function sessionPolicies(
  state: State,
  account: string,
  inline: string | undefined,
  arns: PolicyDescriptorType[] = [],
): string[] {
  if (arns.length > MAX_POLICY_ARNS) {
    throw constraintError(arns.length, 'policyArns', `have length less than or equal to ${MAX_POLICY_ARNS}`);
  }
  const documents = arns.map(({ arn = '' }) => managedDocument(state, account, arn));
  if (inline === undefined) return documents;
  requireLength(inline, 'policy', 1, 2048);
  requireDocument(inline, 'session');
  return [inline, ...documents];
}

function managedDocument(state: State, account: string, arn: string): string {
  const policy = findPolicy(state, account, arn);
  // Assumed; not confirmed against AWS: the text.
  if (!policy) throw malformedPolicy(`Policy ${arn} does not exist or is not attachable.`);
  return defaultDocument(policy);
}
