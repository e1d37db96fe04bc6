import type {
  CreatePodIdentityAssociationRequest,
  CreatePodIdentityAssociationResponse,
  DeletePodIdentityAssociationRequest,
  DeletePodIdentityAssociationResponse,
  DescribePodIdentityAssociationRequest,
  DescribePodIdentityAssociationResponse,
  ListPodIdentityAssociationsRequest,
  ListPodIdentityAssociationsResponse,
  UpdatePodIdentityAssociationRequest,
  UpdatePodIdentityAssociationResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { operation } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { associationOutput, associationSummary } from './association-output.ts';
import { requireCoherentChoice, requireNames, requireUsableRole } from './association-rules.ts';
import {
  alreadyExists,
  associationAccess,
  associationsOf,
  findAssociation,
  getAssociation,
  getFreeAssociation,
  removeAssociation,
  requireRoomForAssociation,
  saveAssociation,
} from './associations.ts';
import { clusterAccess, getCluster } from './clusters.ts';
import { isRepeated } from './idempotency.ts';
import { newAssociation } from './new-association.ts';
import { page } from './page.ts';
import { PODS, passRole } from './service-roles.ts';
import type { PodIdentityAssociation } from './tables.ts';
import { requireTags, tagOnCreation } from './tags.ts';

export const createPodIdentityAssociation = operation<
  CreatePodIdentityAssociationRequest,
  CreatePodIdentityAssociationResponse
>({
  limits: 'In force at once. The check of the role’s trust policy ignores its conditions.',
  access: ({ clusterName, roleArn, tags }, context) => [
    { ...clusterAccess('eks:CreatePodIdentityAssociation', clusterName, context), context: requestTagKeys(tags) },
    passRole(roleArn, PODS),
    ...tagOnCreation(eksArn(context, `podidentityassociation/${clusterName}/-`), tags),
  ],
  run(input, context) {
    const cluster = getCluster(context.state, context, input.clusterName);
    const { namespace = '', serviceAccount = '', roleArn = '' } = input;
    const existing = findAssociation(context.state, cluster, namespace, serviceAccount);
    if (isRepeated(existing, input.clientRequestToken, givenFields(input))) {
      return { association: associationOutput(existing) };
    }
    requireCoherentChoice(input, cluster);
    requireNames(input, cluster);
    requireTags(input.tags);
    requireUsableRole(context.state, cluster, roleArn);
    if (existing) throw alreadyExists(existing);
    requireRoomForAssociation(context.state, cluster);
    const made = newAssociation(input, cluster, context);
    saveAssociation(made, cluster, context);
    return { association: associationOutput(made) };
  },
});

export const listPodIdentityAssociations = operation<
  ListPodIdentityAssociationsRequest,
  ListPodIdentityAssociationsResponse
>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListPodIdentityAssociations', clusterName, context)],
  run({ clusterName, namespace, serviceAccount, maxResults, nextToken }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    const wanted = associationsOf(context.state, cluster).filter(
      (row) =>
        (namespace === undefined || row.namespace === namespace) &&
        (serviceAccount === undefined || row.serviceAccount === serviceAccount),
    );
    const { items, ...rest } = page(wanted, maxResults, nextToken);
    return { associations: items.map(associationSummary), ...rest };
  },
});

export const describePodIdentityAssociation = operation<
  DescribePodIdentityAssociationRequest,
  DescribePodIdentityAssociationResponse
>({
  access: (input, context) => [associationAccess('eks:DescribePodIdentityAssociation', input, context)],
  run: (input, context) => ({ association: associationOutput(getAssociation(input, context)) }),
});

export const updatePodIdentityAssociation = operation<
  UpdatePodIdentityAssociationRequest,
  UpdatePodIdentityAssociationResponse
>({
  limits: 'In force at once.',
  access: (input, context) => [
    associationAccess('eks:UpdatePodIdentityAssociation', input, context),
    ...(input.roleArn ? [passRole(input.roleArn, PODS)] : []),
  ],
  run(input, context) {
    const before = getFreeAssociation(input, context);
    const cluster = getCluster(context.state, context, before.cluster);
    const after = changed(before, input, context.now);
    requireCoherentChoice(after, cluster);
    if (input.roleArn) requireUsableRole(context.state, cluster, input.roleArn);
    saveAssociation(after, cluster, context);
    return { association: associationOutput(after) };
  },
});

export const deletePodIdentityAssociation = operation<
  DeletePodIdentityAssociationRequest,
  DeletePodIdentityAssociationResponse
>({
  access: (input, context) => [associationAccess('eks:DeletePodIdentityAssociation', input, context)],
  run(input, context) {
    const row = getFreeAssociation(input, context);
    removeAssociation(row, getCluster(context.state, context, row.cluster), context);
    return { association: associationOutput(row) };
  },
});

function changed(
  before: PodIdentityAssociation,
  input: UpdatePodIdentityAssociationRequest,
  now: number,
): PodIdentityAssociation {
  const { roleArn, targetRoleArn, disableSessionTags, policy } = input;
  if ([roleArn, targetRoleArn, disableSessionTags, policy].every((field) => field === undefined)) {
    // Assumed; not confirmed against AWS. That one is needed: facts C.3
    throw new AwsError('InvalidParameterException', 400, 'At least one parameter to update is required.');
  }
  return {
    ...before,
    roleArn: roleArn ?? before.roleArn,
    // An empty text takes the target role or the policy away. Assumed; not confirmed against AWS.
    targetRoleArn: (targetRoleArn ?? before.targetRoleArn) || undefined,
    disableSessionTags: disableSessionTags ?? before.disableSessionTags,
    policy: (policy ?? before.policy) || undefined,
    modifiedAtMs: now,
  };
}

/** What a request says of the row that it makes. */
const givenFields = (input: CreatePodIdentityAssociationRequest) => {
  const { roleArn, targetRoleArn, disableSessionTags, policy, tags } = input;
  return { roleArn, targetRoleArn, disableSessionTags, policy, tags };
};
