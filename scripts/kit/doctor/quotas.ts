import { paginateListClusters } from '@aws-sdk/client-eks';
import { createAwsClients } from '../../../labs/kit/aws-clients.ts';
import type { AwsAccount } from '../target/aws-account.ts';
import { bad, type Finding, good, orUnknown } from './finding.ts';

interface Quota {
  what: string;
  service: string;
  code: string;
  /** How many the workshop makes. */
  needed: number;
  used(account: AwsAccount): Promise<number>;
}

/** IAM's quotas are kept in one Region. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const IAM_REGION = 'us-east-1';

/** Codes: https://docs.aws.amazon.com/eks/latest/best-practices/known_limits_and_service_quotas.html */
const QUOTAS: Quota[] = [
  { what: 'EKS clusters', service: 'eks', code: 'L-1194D53C', needed: 2, used: countClusters },
  { what: 'VPCs', service: 'vpc', code: 'L-F678F1CE', needed: 1, used: countVpcs },
  { what: 'OIDC providers', service: 'iam', code: 'L-858F3967', needed: 2, used: countProviders },
  { what: 'IAM roles', service: 'iam', code: 'L-FE177D64', needed: 20, used: countRoles },
];

/** How much room the account has for what the workshop makes. */
export function lookAtQuotas(account: AwsAccount): Promise<Finding[]> {
  return Promise.all(QUOTAS.map((quota) => orUnknown(`Quota of ${quota.what}`, () => lookAtQuota(quota, account))));
}

async function lookAtQuota({ what, service, code, needed, used }: Quota, account: AwsAccount): Promise<Finding> {
  const [count, limit] = await Promise.all([used(account), limitOf(service, code, account)]);
  const seen = `${what}: ${count} of ${limit} used, ${needed} needed`;
  if (count + needed <= limit) return good(seen);
  return bad(seen, `Delete what you do not need, or request more in Service Quotas (${service}, ${code}).`);
}

async function limitOf(service: string, code: string, { region, credentials }: AwsAccount): Promise<number> {
  const aws = createAwsClients({ region: service === 'iam' ? IAM_REGION : region, credentials });
  const { Quota: found } = await (await aws.serviceQuotas()).getServiceQuota({ ServiceCode: service, QuotaCode: code });
  if (found?.Value === undefined) throw new Error(`${service} ${code} has no value`);
  return found.Value;
}

async function countClusters({ aws }: AwsAccount): Promise<number> {
  let count = 0;
  for await (const { clusters = [] } of paginateListClusters({ client: await aws.eks() }, {})) count += clusters.length;
  return count;
}

async function countVpcs({ aws }: AwsAccount): Promise<number> {
  return ((await (await aws.ec2()).describeVpcs({})).Vpcs ?? []).length;
}

async function countProviders({ aws }: AwsAccount): Promise<number> {
  return ((await (await aws.iam()).listOpenIDConnectProviders({})).OpenIDConnectProviderList ?? []).length;
}

async function countRoles({ aws }: AwsAccount): Promise<number> {
  const { SummaryMap = {} } = await (await aws.iam()).getAccountSummary({});
  return (SummaryMap as Record<string, number>).Roles ?? 0;
}
