import type { AccessEntryRow } from './tables.ts';

export interface AccessEntryRequest {
  clusterName: string | undefined;
  principalArn: string | undefined;
  kubernetesGroups?: string[] | undefined;
  username?: string | undefined;
}

/**
 * Condition keys of requests about an access entry: what the request says, else what the entry has. Service
 * authorization reference of EKS, resource type access-entry.
 */
export function accessEntryKeys(request: AccessEntryRequest, row?: AccessEntryRow): Record<string, string | string[]> {
  const groups = request.kubernetesGroups ?? row?.groups ?? [];
  const username = request.username ?? row?.username;
  return {
    ...(request.clusterName && { 'eks:clusterName': request.clusterName }),
    ...(request.principalArn && { 'eks:principalArn': request.principalArn }),
    ...(row && { 'eks:accessEntryType': row.type }),
    ...(groups.length > 0 && { 'eks:kubernetesGroups': groups }),
    ...(username && { 'eks:username': username }),
  };
}
