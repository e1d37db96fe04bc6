import type {
  CreateFargateProfileRequest,
  CreateFargateProfileResponse,
  DeleteFargateProfileRequest,
  DeleteFargateProfileResponse,
  DescribeFargateProfileRequest,
  DescribeFargateProfileResponse,
  FargateProfile,
  ListFargateProfilesRequest,
  ListFargateProfilesResponse,
} from '@aws-sdk/client-eks';
import { requestTagKeys } from '../request-tag-keys.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { admitNodes } from './access-entry-rows.ts';
import { eksArn } from './arns.ts';
import { clusterAccess, getCluster, getSettledCluster } from './clusters.ts';
import { getFargateProfile, requireCreatable, requireOthersSettled } from './fargate-profile-rules.ts';
import { isRepeated } from './idempotency.ts';
import { page } from './page.ts';
import { FARGATE_PODS, passRole } from './service-roles.ts';
import { type Cluster, type FargateProfileRow, fargateProfiles } from './tables.ts';
import { tagOnCreation } from './tags.ts';
import { statusOf, WORK_MS, working } from './transition.ts';

export const createFargateProfile = operation<CreateFargateProfileRequest, CreateFargateProfileResponse>({
  limits: 'Subnets need not exist. A pod’s node is there at once, of one size.',
  access: ({ clusterName, fargateProfileName, podExecutionRoleArn, tags }, context) => [
    { ...clusterAccess('eks:CreateFargateProfile', clusterName, context), context: requestTagKeys(tags) },
    passRole(podExecutionRoleArn, FARGATE_PODS),
    ...tagOnCreation(eksArn(context, `fargateprofile/${clusterName}/${fargateProfileName}/-`), tags),
  ],
  run(input, context) {
    const cluster = getSettledCluster(context, input.clusterName, 'CreateFargateProfile');
    const { state, now } = context;
    const { podExecutionRoleArn, selectors, subnets, tags } = input;
    const existing = fargateProfiles(state, cluster).get(input.fargateProfileName ?? '');
    if (isRepeated(existing, input.clientRequestToken, { podExecutionRoleArn, selectors, subnets, tags })) {
      return { fargateProfile: profileOutput(existing, now) };
    }
    requireCreatable(input, cluster, context);
    const made = newProfile(input, cluster, context);
    fargateProfiles(state, cluster).put(made.name, made);
    admitNodes(cluster, made.podExecutionRoleArn, 'FARGATE_LINUX', context);
    return { fargateProfile: profileOutput(made, now) };
  },
});

export const describeFargateProfile = operation<DescribeFargateProfileRequest, DescribeFargateProfileResponse>({
  access: (input, context) => [profileAccess('eks:DescribeFargateProfile', input, context)],
  run: (input, context) => ({ fargateProfile: profileOutput(getFargateProfile(input, context).row, context.now) }),
});

export const listFargateProfiles = operation<ListFargateProfilesRequest, ListFargateProfilesResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListFargateProfiles', clusterName, context)],
  run({ clusterName, maxResults, nextToken }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    const { items, ...rest } = page([...fargateProfiles(context.state, cluster).keys()], maxResults, nextToken);
    return { fargateProfileNames: items, ...rest };
  },
});

export const deleteFargateProfile = operation<DeleteFargateProfileRequest, DeleteFargateProfileResponse>({
  access: (input, context) => [profileAccess('eks:DeleteFargateProfile', input, context)],
  run(input, context) {
    const { cluster, row } = getFargateProfile(input, context);
    requireOthersSettled('delete', row.name, cluster, context);
    const { state, clock, now } = context;
    const leaving = { ...row, transition: working('DELETING' as const, now) };
    fargateProfiles(state, cluster).put(row.name, leaving);
    context.cloud.clusterChanged(cluster.arn);
    clock.after(WORK_MS, () => void fargateProfiles(state, cluster).delete(row.name));
    return { fargateProfile: profileOutput(leaving, now) };
  },
});

/** A permission on one profile; it need not exist. */
function profileAccess(action: string, input: DescribeFargateProfileRequest, context: CallContext) {
  const { clusterName = '', fargateProfileName = '' } = input;
  const row = fargateProfiles(context.state, { ...context, name: clusterName }).get(fargateProfileName);
  const resource = row?.arn ?? eksArn(context, `fargateprofile/${clusterName}/${fargateProfileName}/-`);
  return { action, resource, resourceTags: row?.tags ?? {} };
}

function newProfile(
  input: CreateFargateProfileRequest,
  cluster: Cluster,
  { ids, now }: CallContext,
): FargateProfileRow {
  const name = input.fargateProfileName ?? '';
  return {
    name,
    cluster: cluster.name,
    arn: eksArn(cluster, `fargateprofile/${cluster.name}/${name}/${ids.uuid()}`),
    podExecutionRoleArn: input.podExecutionRoleArn ?? '',
    selectors: input.selectors ?? [],
    subnets: input.subnets ?? cluster.vpc.subnetIds,
    transition: working('CREATING' as const, now),
    clientRequestToken: input.clientRequestToken,
    createdAtMs: now,
    tags: input.tags ?? {},
  };
}

const profileOutput = (row: FargateProfileRow, now: number): FargateProfile => ({
  fargateProfileName: row.name,
  fargateProfileArn: row.arn,
  clusterName: row.cluster,
  createdAt: new Date(row.createdAtMs),
  podExecutionRoleArn: row.podExecutionRoleArn,
  subnets: row.subnets,
  selectors: row.selectors,
  status: statusOf(row, now),
  tags: row.tags,
  health: { issues: [] },
});
