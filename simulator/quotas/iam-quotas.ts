import type { Quota } from './quota.ts';

/** Its key in GetAccountSummary. */
interface Summarized {
  summaryKey?: string;
}

/**
 * IAM's quotas by the name that LimitExceeded gives them. facts D,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; codes:
 * https://docs.aws.amazon.com/general/latest/gr/iam-service.html
 */
const QUOTAS = {
  RolesPerAccount: { title: 'Roles per account', code: 'L-FE177D64', value: 1000, max: 5000, summaryKey: 'RolesQuota' },
  UsersPerAccount: { title: 'Users per account', code: 'L-F55AF5E4', value: 5000, summaryKey: 'UsersQuota' },
  GroupsPerAccount: {
    title: 'Groups per account',
    code: 'L-F4A5425F',
    value: 300,
    max: 500,
    summaryKey: 'GroupsQuota',
  },
  InstanceProfilesPerAccount: {
    title: 'Instance profiles per account',
    code: 'L-6E65F664',
    value: 1000,
    max: 5000,
    summaryKey: 'InstanceProfilesQuota',
  },
  PoliciesPerAccount: {
    title: 'Customer managed policies per account',
    code: 'L-E95E4862',
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
    code: 'L-4019AD8B',
    value: 10,
    max: 20,
    summaryKey: 'AttachedPoliciesPerUserQuota',
  },
  PoliciesPerGroup: {
    title: 'Managed policies per group',
    code: 'L-384571C4',
    value: 10,
    summaryKey: 'AttachedPoliciesPerGroupQuota',
  },
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
} as const satisfies Record<string, Quota & Summarized>;

export type IamQuotaName = keyof typeof QUOTAS;

export const IAM_QUOTAS = {
  serviceCode: 'iam',
  serviceName: 'AWS Identity and Access Management (IAM)',
  isGlobal: true,
  quotas: QUOTAS,
} as const;
