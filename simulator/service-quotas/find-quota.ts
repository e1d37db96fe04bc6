import { EKS_QUOTAS } from '../quotas/eks-quotas.ts';
import { IAM_QUOTAS } from '../quotas/iam-quotas.ts';
import { GLOBAL_QUOTAS_REGION, type Quota, type QuotaTable } from '../quotas/quota.ts';
import { noSuchResource } from './errors.ts';

/** A quota that Service Quotas lists, and where it stands. */
export interface ListedQuota extends Quota {
  table: QuotaTable;
  /** Its key in the table. */
  name: string;
  code: string;
}

const TABLES: readonly QuotaTable[] = [EKS_QUOTAS, IAM_QUOTAS];

/** The services whose quotas can be seen in a Region: of global ones in us-east-1 only. */
export function servicesIn(region: string): readonly QuotaTable[] {
  return TABLES.filter(({ isGlobal }) => !isGlobal || region === GLOBAL_QUOTAS_REGION);
}

/** A service's quotas. Errors: NoSuchResourceException. */
export function quotasOf(serviceCode: string, region: string): ListedQuota[] {
  const table = servicesIn(region).find((service) => service.serviceCode === serviceCode);
  // Seen in https://github.com/aws/aws-cli/issues/4569, and for iam outside of us-east-1 in
  // https://github.com/brennerm/aws-quota-checker/pull/23.
  if (!table) throw noSuchResource('The request failed because the specified service does not exist.');
  return Object.entries(table.quotas).flatMap(([name, { code, ...quota }]) =>
    code === undefined ? [] : [{ ...quota, table, name, code }],
  );
}

/** Errors: NoSuchResourceException. */
export function getQuota(serviceCode: string, quotaCode: string, region: string): ListedQuota {
  const quota = quotasOf(serviceCode, region).find(({ code }) => code === quotaCode);
  // Assumed; not confirmed against AWS: the text.
  if (!quota) throw noSuchResource('The request failed because the specified quota does not exist.');
  return quota;
}
