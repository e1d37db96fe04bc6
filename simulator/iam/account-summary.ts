import type * as iam from '@aws-sdk/client-iam';
import { IAM_QUOTAS } from '../quotas/iam-quotas.ts';
import { operation } from '../wire/operation.ts';
import type { Scope } from './entity.ts';
import { type QuotaName, quotaOf } from './quotas.ts';
import { groupsOf, instanceProfilesOf, managedPoliciesOf, oidcProvidersOf, rolesOf, usersOf } from './tables.ts';

/** How much there is, and the quotas. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary = operation<object, iam.GetAccountSummaryResponse>({
  limits: 'What is absent counts 0.',
  access: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: (_input, context) => ({
    SummaryMap: {
      ...counts(context),
      ...quotas(context),
      ...NEVER_HERE,
    } as iam.GetAccountSummaryResponse['SummaryMap'],
  }),
});

const NEVER_HERE = {
  ServerCertificates: 0,
  MFADevices: 0,
  MFADevicesInUse: 0,
  AccountMFAEnabled: 0,
  AccountAccessKeysPresent: 0,
  AccountSigningCertificatesPresent: 0,
  AccountPasswordPresent: 1,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  PolicyVersionsInUseQuota: 10_000,
  GlobalEndpointTokenVersion: 1,
};

function counts({ state, account }: Scope): Record<string, number> {
  const policies = [...managedPoliciesOf(state, account).values()];
  return {
    Users: usersOf(state, account).size,
    Groups: groupsOf(state, account).size,
    Roles: rolesOf(state, account).size,
    Policies: policies.length,
    PolicyVersionsInUse: policies.reduce((sum, policy) => sum + policy.versions.length, 0),
    InstanceProfiles: instanceProfilesOf(state, account).size,
    Providers: oidcProvidersOf(state, account).size,
  };
}

function quotas(scope: Scope): Record<string, number> {
  return Object.fromEntries(
    Object.entries(IAM_QUOTAS.quotas).flatMap(([name, quota]) =>
      'summaryKey' in quota ? [[quota.summaryKey, quotaOf(scope, name as QuotaName)]] : [],
    ),
  );
}
