import type {
  AccessEntry,
  CreateAccessEntryRequest,
  CreateAccessEntryResponse,
  DeleteAccessEntryRequest,
  DeleteAccessEntryResponse,
  DescribeAccessEntryRequest,
  DescribeAccessEntryResponse,
  ListAccessEntriesRequest,
  ListAccessEntriesResponse,
  UpdateAccessEntryRequest,
  UpdateAccessEntryResponse,
} from '@aws-sdk/client-eks';
import { requestTagKeys } from '../request-tag-keys.ts';
import { operation } from '../wire/operation.ts';
import { accessEntryKeys } from './access-entry-keys.ts';
import { newAccessEntry } from './access-entry-rows.ts';
import {
  accessEntryAccess,
  alreadyExists,
  entryArn,
  getAccessEntry,
  getClusterWithEntries,
  requireOwnNames,
  requirePrincipal,
  requireStandard,
  requireType,
} from './access-entry-rules.ts';
import { clusterAccess } from './clusters.ts';
import { isRepeated } from './idempotency.ts';
import { page } from './page.ts';
import { type AccessEntryRow, accessEntries } from './tables.ts';
import { requireTags, tagOnCreation } from './tags.ts';

export const createAccessEntry = operation<CreateAccessEntryRequest, CreateAccessEntryResponse>({
  limits: 'Entries of nodes let sign in, and give no rights.',
  access: ({ clusterName, principalArn = '', kubernetesGroups, username, type, tags }, context) => [
    {
      ...clusterAccess('eks:CreateAccessEntry', clusterName, context),
      context: {
        ...requestTagKeys(tags),
        ...accessEntryKeys({ clusterName, principalArn, kubernetesGroups, username }),
        'eks:accessEntryType': type ?? 'STANDARD',
      },
    },
    ...tagOnCreation(entryArn({ clusterName, principalArn }, context), tags),
  ],
  run(input, context) {
    const cluster = getClusterWithEntries(context, input.clusterName);
    const { principalArn = '', type, username, kubernetesGroups: groups, clientRequestToken, tags } = input;
    const existing = accessEntries(context.state, cluster).get(principalArn);
    if (isRepeated(existing, clientRequestToken, { type, tags, username, groups })) {
      return { accessEntry: entryOutput(existing) };
    }
    const principalId = requirePrincipal(context.state, principalArn, cluster);
    requireType(input, cluster);
    requireTags(tags);
    if (existing) throw alreadyExists(cluster);
    const given = { principalArn, principalId, clientRequestToken, ...(type && { type }), ...(tags && { tags }) };
    const names = { ...(username && { username }), ...(groups && { groups }) };
    const made = newAccessEntry({ ...given, ...names }, cluster, context);
    accessEntries(context.state, cluster).put(principalArn, made);
    return { accessEntry: entryOutput(made) };
  },
});

export const describeAccessEntry = operation<DescribeAccessEntryRequest, DescribeAccessEntryResponse>({
  access: (input, context) => [accessEntryAccess('eks:DescribeAccessEntry', input, context)],
  run: (input, context) => ({ accessEntry: entryOutput(getAccessEntry(input, context).row) }),
});

export const listAccessEntries = operation<ListAccessEntriesRequest, ListAccessEntriesResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListAccessEntries', clusterName, context)],
  run({ clusterName, associatedPolicyArn, maxResults, nextToken }, context) {
    const cluster = getClusterWithEntries(context, clusterName);
    const wanted = [...accessEntries(context.state, cluster).values()].filter(
      (row) => !associatedPolicyArn || row.policies.some((policy) => policy.policyArn === associatedPolicyArn),
    );
    const { items, ...rest } = page(wanted, maxResults, nextToken);
    return { accessEntries: items.map((row) => row.principalArn), ...rest };
  },
});

/** What is not given stays. */
export const updateAccessEntry = operation<UpdateAccessEntryRequest, UpdateAccessEntryResponse>({
  access: (input, context) => [accessEntryAccess('eks:UpdateAccessEntry', input, context)],
  run(input, context) {
    const { cluster, row } = getAccessEntry(input, context);
    requireStandard(row, cluster);
    requireOwnNames(input, cluster);
    const changed = {
      ...row,
      username: input.username ?? row.username,
      groups: input.kubernetesGroups ?? row.groups,
      modifiedAtMs: context.now,
    };
    accessEntries(context.state, cluster).put(row.principalArn, changed);
    return { accessEntry: entryOutput(changed) };
  },
});

export const deleteAccessEntry = operation<DeleteAccessEntryRequest, DeleteAccessEntryResponse>({
  access: (input, context) => [accessEntryAccess('eks:DeleteAccessEntry', input, context)],
  run(input, context) {
    const { cluster, row } = getAccessEntry(input, context);
    accessEntries(context.state, cluster).delete(row.principalArn);
    return {};
  },
});

function entryOutput(row: AccessEntryRow): AccessEntry {
  return {
    clusterName: row.cluster,
    principalArn: row.principalArn,
    kubernetesGroups: row.groups,
    accessEntryArn: row.arn,
    createdAt: new Date(row.createdAtMs),
    modifiedAt: new Date(row.modifiedAtMs),
    tags: row.tags,
    username: row.username,
    type: row.type,
  };
}
