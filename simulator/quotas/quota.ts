import type { State } from '../state/state.ts';

/** How much an account may have of something. */
export interface Quota {
  /** As Service Quotas and the user guides call it. */
  title: string;
  /** In Service Quotas; absent where that does not list the quota, or where its code was not found. */
  code?: string;
  value: number;
  /** What AWS raises it to; it is fixed if absent. */
  max?: number;
}

/** The quotas of one service, by the names that the service itself calls them. */
export interface QuotaTable<Name extends string = string> {
  /** As Service Quotas calls the service: `iam`. */
  serviceCode: string;
  serviceName: string;
  /** One value for the account instead of one per Region. */
  isGlobal: boolean;
  quotas: Readonly<Record<Name, Quota>>;
}

/** Whose quotas, and where. */
export interface QuotaScope {
  state: State;
  account: string;
  region: string;
}

/**
 * Where the quotas of global services are kept, and the only Region in which Service Quotas knows them.
 * https://github.com/hashicorp/terraform-provider-aws/pull/19738
 */
export const GLOBAL_QUOTAS_REGION = 'us-east-1';

const raisedQuotas = ({ state, account, region }: QuotaScope, { serviceCode }: QuotaTable) =>
  state.table<number>(`${account}/${region}/quotas/${serviceCode}`);

/** The quota as it is for the account: what it was raised to, or its default. */
export function appliedQuota<Name extends string>(table: QuotaTable<Name>, name: Name, scope: QuotaScope): number {
  return raisedQuotas(scope, table).get(name) ?? table.quotas[name].value;
}

/** Sets the quota for the account. Whether AWS would is the caller's question: see `max`. */
export function raiseQuota<Name extends string>(
  table: QuotaTable<Name>,
  name: Name,
  scope: QuotaScope,
  value: number,
): void {
  raisedQuotas(scope, table).put(name, value);
}
