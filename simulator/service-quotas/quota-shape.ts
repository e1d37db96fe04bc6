import type { ServiceQuota } from '@aws-sdk/client-service-quotas';
import { appliedQuota, type QuotaScope } from '../quotas/quota.ts';
import type { ListedQuota } from './find-quota.ts';

/** The quota as it is for the account. */
export function appliedShape(quota: ListedQuota, scope: QuotaScope): ServiceQuota {
  return { ...shape(quota, scope), Value: appliedQuota(quota.table, quota.name, scope) };
}

/** The quota as it is for a new account; its ARN names none. CLI reference, "get-aws-default-service-quota" */
export function defaultShape(quota: ListedQuota, { region }: Pick<QuotaScope, 'region'>): ServiceQuota {
  return { ...shape(quota, { region, account: '' }), Value: quota.value };
}

/** What a quota and a request to raise it have in common. */
export function quotaFacts(quota: ListedQuota, place: Omit<QuotaScope, 'state'>) {
  return {
    ServiceCode: quota.table.serviceCode,
    ServiceName: quota.table.serviceName,
    QuotaArn: quotaArn(quota, place),
    QuotaCode: quota.code,
    QuotaName: quota.title,
    GlobalQuota: quota.table.isGlobal,
    Unit: 'None',
  };
}

export function quotaArn({ table, code }: ListedQuota, { region, account }: Omit<QuotaScope, 'state'>): string {
  return `arn:aws:servicequotas:${table.isGlobal ? '' : region}:${account}:${table.serviceCode}/${code}`;
}

function shape(quota: ListedQuota, place: Omit<QuotaScope, 'state'>): ServiceQuota {
  return { ...quotaFacts(quota, place), Adjustable: quota.max !== undefined, QuotaAppliedAtLevel: 'ACCOUNT' };
}
