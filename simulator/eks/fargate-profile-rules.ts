import type { CreateFargateProfileRequest, DescribeFargateProfileRequest } from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { getCluster } from './clusters.ts';
import { requireName } from './names.ts';
import { quotaOf, requireRoom } from './quotas.ts';
import { FARGATE_PODS, mayAssume } from './service-roles.ts';
import { type Cluster, fargateProfiles } from './tables.ts';
import { requireTags } from './tags.ts';
import { statusOf } from './transition.ts';

/** The profile of that name. Errors: ResourceNotFoundException, for the cluster or the profile. */
export function getFargateProfile(
  { clusterName, fargateProfileName }: DescribeFargateProfileRequest,
  context: CallContext,
) {
  const cluster = getCluster(context.state, context, clusterName);
  const row = fargateProfiles(context.state, cluster).get(fargateProfileName ?? '');
  if (row) return { cluster, row };
  // Text, and those of requireSelectors: getmoto/moto, eks/models.py, whose texts are answers of AWS.
  const message = `No Fargate Profile found with name: ${fargateProfileName}.`;
  throw new AwsError('ResourceNotFoundException', 404, message, { clusterName, fargateProfileName });
}

/** Errors: InvalidParameterException; ResourceInUseException for a name that is taken, or while EKS works on another. */
export function requireCreatable(input: CreateFargateProfileRequest, cluster: Cluster, context: CallContext): void {
  const { fargateProfileName: name = '', podExecutionRoleArn = '' } = input;
  const fields = { clusterName: cluster.name, fargateProfileName: name };
  requireName(name, 'fargateProfileName', fields);
  requireSelectors(input, cluster, context.state);
  requireTags(input.tags);
  if (fargateProfiles(context.state, cluster).has(name)) {
    // Text: eksctl-io/eksctl#5652.
    const message = 'A Fargate Profile already exists with this name in this cluster.';
    throw new AwsError('ResourceInUseException', 409, message, fields);
  }
  requireOthersSettled('create', name, cluster, context);
  const { size } = fargateProfiles(context.state, cluster);
  requireRoom('FargateProfilesPerCluster', size, context.state, cluster, cluster.name);
  const sourceArn = eksArn(cluster, `fargateprofile/${cluster.name}/${name}`);
  if (mayAssume(context.state, cluster, podExecutionRoleArn, { service: FARGATE_PODS, sourceArn })) return;
  // Text: hashicorp/terraform-provider-aws, internal/service/eks/fargate_profile.go.
  const message = `Misconfigured PodExecutionRole Trust Policy; Please add the ${FARGATE_PODS} Service Principal`;
  throw new AwsError('InvalidParameterException', 400, message, fields);
}

/** Profiles are made and deleted one after the other. Errors: ResourceInUseException. Text: eksctl-io/eksctl, pkg/fargate. */
export function requireOthersSettled(verb: string, name: string, cluster: Cluster, { state, now }: CallContext): void {
  const busy = [...fargateProfiles(state, cluster).values()].find((row) => statusOf(row, now) !== 'ACTIVE');
  if (!busy) return;
  const message =
    `Cannot ${verb} Fargate Profile ${name} because cluster ${cluster.name} currently has ` +
    `Fargate profile ${busy.name} in status ${statusOf(busy, now)}`;
  const fields = { clusterName: cluster.name, fargateProfileName: name };
  throw new AwsError('ResourceInUseException', 409, message, fields);
}

function requireSelectors(input: CreateFargateProfileRequest, cluster: Cluster, state: State): void {
  const { selectors = [], fargateProfileName } = input;
  const fields = { clusterName: cluster.name, fargateProfileName };
  const maxSelectors = quotaOf('SelectorsPerFargateProfile', state, cluster);
  const maxLabels = quotaOf('LabelPairsPerFargateProfileSelector', state, cluster);
  const refuse = (message: string) => new AwsError('InvalidParameterException', 400, message, fields);
  if (selectors.length === 0) throw refuse('Fargate Profile requires at least one selector.');
  // Assumed; not confirmed against AWS.
  if (selectors.length > maxSelectors) throw refuse(`Request contains more than ${maxSelectors} selectors`);
  if (selectors.some(({ namespace }) => !namespace)) {
    throw refuse('Fargate Profile must have at least one selector with at least one namespace value.');
  }
  if (selectors.some(({ labels = {} }) => Object.keys(labels).length > maxLabels)) {
    throw refuse(`Request contains Selector with more than ${maxLabels} Label pairs`);
  }
}
