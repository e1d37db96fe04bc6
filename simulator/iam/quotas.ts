import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import type { Scope } from './entity.ts';
import { limitExceeded } from './iam-errors.ts';

interface Quota {
  /** As Service Quotas and the user guide call it. */
  title: string;
  /** In Service Quotas, as far as it was found. */
  code?: string;
  value: number;
  /** What it can be raised to; it is fixed if absent. */
  max?: number;
  /** Its key in GetAccountSummary. */
  summaryKey?: string;
}

/**
 * IAM's quotas by the name that LimitExceeded gives them. facts D,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const QUOTAS = {
  RolesPerAccount: { title: 'Roles per account', code: 'L-FE177D64', value: 1000, max: 5000, summaryKey: 'RolesQuota' },
  UsersPerAccount: { title: 'Users per account', value: 5000, summaryKey: 'UsersQuota' },
  GroupsPerAccount: { title: 'Groups per account', value: 300, max: 500, summaryKey: 'GroupsQuota' },
  InstanceProfilesPerAccount: {
    title: 'Instance profiles per account',
    value: 1000,
    max: 5000,
    summaryKey: 'InstanceProfilesQuota',
  },
  PoliciesPerAccount: {
    title: 'Customer managed policies per account',
    value: 1500,
    max: 5000,
    summaryKey: 'PoliciesQuota',
  },
  OpenIdConnectProvidersPerAccount: {
    title: 'OpenId connect providers per account',
    code: 'L-858F3967',
    value: 100,
    max: 700,
  },
  PoliciesPerRole: {
    title: 'Managed policies per role',
    code: 'L-0DA4ABF3',
    value: 10,
    max: 25,
    summaryKey: 'AttachedPoliciesPerRoleQuota',
  },
  PoliciesPerUser: {
    title: 'Managed policies per user',
    value: 10,
    max: 20,
    summaryKey: 'AttachedPoliciesPerUserQuota',
  },
  PoliciesPerGroup: { title: 'Managed policies per group', value: 10, summaryKey: 'AttachedPoliciesPerGroupQuota' },
  GroupsPerUser: { title: 'IAM groups per user', value: 10, summaryKey: 'GroupsPerUserQuota' },
  AccessKeysPerUser: { title: 'Access keys per user', value: 2, summaryKey: 'AccessKeysPerUserQuota' },
  InstanceSessionsPerInstanceProfile: { title: 'Roles in an instance profile', value: 1 },
  /** Characters of a trust policy. The maximum was 4,096 until mid-2026. */
  ACLSizePerRole: {
    title: 'Role trust policy length',
    code: 'L-C07B4B0D',
    value: 2048,
    max: 8192,
    summaryKey: 'AssumeRolePolicySizeQuota',
  },
  PolicySize: { title: 'Managed policy length', value: 6144, summaryKey: 'PolicySizeQuota' },
  VersionsPerPolicy: { title: 'Versions per managed policy', value: 5, summaryKey: 'VersionsPerPolicyQuota' },
  RolePolicySize: { title: 'Inline policies of a role', value: 10_240, summaryKey: 'RolePolicySizeQuota' },
  UserPolicySize: { title: 'Inline policies of a user', value: 2048, summaryKey: 'UserPolicySizeQuota' },
  GroupPolicySize: { title: 'Inline policies of a group', value: 5120, summaryKey: 'GroupPolicySizeQuota' },
  ClientIdsPerOpenIdConnectProvider: { title: 'Client ids per OpenId connect provider', value: 100 },
  // Assumed; not confirmed against AWS: the name.
  TagsPerResource: { title: 'Tags per resource', value: 50 },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof QUOTAS;

const raisedQuotas = (state: State, account: string) => state.table<number>(`${account}/iam/quotas`);

/** The quota as it is for the account: what it was raised to, or its default. */
export function quotaOf({ state, account }: Scope, name: QuotaName): number {
  return raisedQuotas(state, account).get(name) ?? QUOTAS[name].value;
}

/**
 * Raises a quota for an account, as a granted request in Service Quotas does, or lowers it again.
 * Errors: InvalidParameterValue 400 beyond what AWS grants.
 */
export function setQuota({ state, account }: Scope, name: QuotaName, value: number): void {
  const quota: Quota = QUOTAS[name];
  const max = quota.max ?? quota.value;
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new AwsError('InvalidParameterValue', 400, `${name} can be between 1 and ${max}, not ${value}.`);
  }
  raisedQuotas(state, account).put(name, value);
}

/** Errors: LimitExceeded 409 if `count` is more than the account may have. */
export function requireWithinQuota(scope: Scope, name: QuotaName, count: number): void {
  const quota = quotaOf(scope, name);
  if (count > quota) throw limitExceeded(`Cannot exceed quota for ${name}: ${quota}`);
}
