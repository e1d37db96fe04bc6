import { AwsError } from '../aws-error.ts';
import { EKS_QUOTAS, type EksQuotaName } from '../quotas/eks-quotas.ts';
import { appliedQuota } from '../quotas/quota.ts';
import type { State } from '../state/state.ts';
import type { Place } from './tables.ts';

/** How many the account may have of something in the Region. */
export const quotaOf = (name: EksQuotaName, state: State, { account, region }: Place) =>
  appliedQuota(EKS_QUOTAS, name, { state, account, region });

/** Whether one more fits. Errors: ResourceLimitExceededException. facts D */
export function requireRoom(name: EksQuotaName, count: number, state: State, place: Place, clusterName?: string): void {
  const most = quotaOf(name, state, place);
  if (count < most) return;
  // Assumed; not confirmed against AWS: the text.
  const message = `${EKS_QUOTAS.quotas[name].title}: the limit of ${most} is exceeded.`;
  throw new AwsError('ResourceLimitExceededException', 400, message, { clusterName });
}
