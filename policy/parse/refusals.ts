import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { PolicyKind } from '../types.ts';

/**
 * AWS's words for a malformed document. IAM's own checker writes those of identity policies, the older one those of trust
 * and bucket policies. Sources: moto's policy_validation.py (its suite was run against AWS); error reports in public
 * issues: hashicorp/terraform 13449, 28688 and 35086, terraform-provider-aws 8905, terraform-aws-eks 2594,
 * AWSCookbook/Security 2, versitygw 647 to 650.
 */
export interface Refusals {
  json: string;
  syntax: string;
  missingAction: string;
  missingResource: string;
  action: string;
  principal(type: string, value: string): string;
  effect(effect: string): string;
  /** Of `allow` and `deny`, whose first letters must be capitals. */
  effectCase(effect: string): string;
  operator(name: string): string;
}

const SYNTAX = 'Syntax errors in policy.';
const VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

const identity: Refusals = {
  json: SYNTAX,
  syntax: SYNTAX,
  missingAction: 'Policy statement must contain actions.',
  missingResource: 'Policy statement must contain resources.',
  action: VENDOR,
  principal: () => 'Policy document should not specify a principal.',
  effect: () => SYNTAX,
  effectCase: () => 'The policy failed legacy parsing',
  operator: () => SYNTAX,
};

const trust: Refusals = {
  ...identity,
  json: 'This policy contains invalid Json',
  missingAction: 'Missing required field Action',
  principal(type, value) {
    if (type === 'Federated') return 'Federated principals must be valid domain names or SAML metadata ARNs';
    return `Invalid principal in policy: "${type.toUpperCase()}":"${value}"`;
  },
};

const resource: Refusals = {
  json: "Policies must be valid JSON and the first byte must be '{'",
  syntax: 'Invalid policy syntax.',
  missingAction: 'Missing required field Action',
  missingResource: 'Missing required field Resource',
  action: 'Policy has invalid action',
  principal: () => 'Invalid principal in policy',
  effect: (effect) => `Invalid effect: ${effect}`,
  effectCase: (effect) => `Invalid effect: ${effect}`,
  // Assumed; not confirmed against AWS.
  operator: (name) => `Invalid Condition type : ${name}`,
};

export const refusals: Record<PolicyKind, Refusals> = {
  identity,
  boundary: identity,
  // Assumed; not confirmed against AWS: STS words an unreadable session policy as IAM does a trust policy.
  session: { ...identity, json: trust.json },
  trust,
  resource,
};

export function syntaxError(kind: PolicyKind): PolicySyntaxError {
  return new PolicySyntaxError(refusals[kind].syntax);
}
