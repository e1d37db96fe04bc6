import { IAM_QUOTAS, type IamQuotaName } from '../quotas/iam-quotas.ts';
import { appliedQuota, GLOBAL_QUOTAS_REGION } from '../quotas/quota.ts';
import type { Scope } from './entity.ts';
import { limitExceeded } from './iam-errors.ts';

export type QuotaName = IamQuotaName;

/** The quota as it is for the account: what Service Quotas raised it to, or its default. */
export function quotaOf({ state, account }: Scope, name: QuotaName): number {
  return appliedQuota(IAM_QUOTAS, name, { state, account, region: GLOBAL_QUOTAS_REGION });
}

/** Errors: LimitExceeded 409 if `count` is more than the account may have. */
export function requireWithinQuota(scope: Scope, name: QuotaName, count: number): void {
  const quota = quotaOf(scope, name);
  if (count > quota) throw limitExceeded(`Cannot exceed quota for ${name}: ${quota}`);
}
