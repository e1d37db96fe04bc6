import type { CreateAccessEntryRequest } from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { type AccessEntryRequest, accessEntryKeys } from './access-entry-keys.ts';
import { principalIdOf } from './access-entry-rows.ts';
import { eksArn } from './arns.ts';
import { getCluster } from './clusters.ts';
import { type AccessEntryRow, accessEntries, type Cluster, type Place } from './tables.ts';

const TYPES = ['STANDARD', 'EC2_LINUX', 'EC2_WINDOWS', 'EC2', 'FARGATE_LINUX', 'HYBRID_LINUX', 'HYPERPOD_LINUX'];

/** Errors: ResourceNotFoundException; InvalidRequestException while the cluster knows only the aws-auth ConfigMap. */
export function getClusterWithEntries({ state, ...context }: CallContext, name: string | undefined): Cluster {
  const cluster = getCluster(state, context, name);
  if (cluster.authenticationMode !== 'CONFIG_MAP') return cluster;
  // Assumed; not confirmed against AWS.
  const message =
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.";
  throw new AwsError('InvalidRequestException', 400, message, { clusterName: name });
}

/** The entry of that principal. Errors: as `getClusterWithEntries`, ResourceNotFoundException. */
export function getAccessEntry({ clusterName, principalArn }: AccessEntryRequest, context: CallContext) {
  const cluster = getClusterWithEntries(context, clusterName);
  const row = accessEntries(context.state, cluster).get(principalArn ?? '');
  if (row) return { cluster, row };
  // Text: terraform-aws-modules/terraform-aws-eks#3024.
  const message = `The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.`;
  throw new AwsError('ResourceNotFoundException', 404, message, { clusterName });
}

/** The ARN of an entry but for the id at its end, which policies match with a wildcard. */
export function entryArn({ clusterName, principalArn = '' }: AccessEntryRequest, context: Place): string {
  const [, , , , account, path = ''] = principalArn.split(':');
  const [kind, ...names] = path.split('/');
  return eksArn(context, `access-entry/${clusterName}/${kind}/${account}/${names.at(-1)}/-`);
}

/** A permission on one entry; it need not exist. */
export function accessEntryAccess(action: string, request: AccessEntryRequest, context: CallContext) {
  const { clusterName, principalArn } = request;
  const row = accessEntries(context.state, { ...context, name: clusterName ?? '' }).get(principalArn ?? '');
  const resource = row?.arn ?? entryArn(request, context);
  return { action, resource, resourceTags: row?.tags ?? {}, context: accessEntryKeys(request, row) };
}

/** IAM's unique id of the principal. Errors: InvalidParameterException if it does not exist. */
export function requirePrincipal(state: State, principalArn: string, cluster: Cluster): string {
  const id = principalIdOf(state, principalArn);
  if (id !== undefined) return id;
  // Text: terraform-aws-modules/terraform-aws-eks#2969.
  throw invalid('The specified principalArn is invalid: invalid principal.', cluster);
}

/** Nodes' entries take neither names nor groups. API reference, CreateAccessEntry. */
export function requireType(
  { type = 'STANDARD', username, kubernetesGroups }: CreateAccessEntryRequest,
  cluster: Cluster,
) {
  // Assumed; not confirmed against AWS.
  if (!TYPES.includes(type)) throw invalid(`The type must be one of ${TYPES.join(', ')}.`, cluster);
  if (type !== 'STANDARD' && (username || kubernetesGroups?.length)) {
    throw invalid(`Entries of type ${type} take no username and no kubernetesGroups.`, cluster);
  }
  if (type === 'STANDARD') requireOwnNames({ username, kubernetesGroups }, cluster);
}

/** `system:` is Kubernetes' own. Errors: InvalidParameterException. */
export function requireOwnNames(
  given: Pick<CreateAccessEntryRequest, 'username' | 'kubernetesGroups'>,
  cluster: Cluster,
) {
  const reserved = given.kubernetesGroups?.find((group) => group.startsWith('system:'));
  // Text: terraform-aws-modules/terraform-aws-eks#2915.
  if (reserved)
    throw invalid(`The kubernetes group name ${reserved} is invalid, it cannot start with system:`, cluster);
  // Text: aws-ia/terraform-aws-eks-blueprints#1920.
  if (given.username?.startsWith('system:')) throw invalid('The username must not begin with system:', cluster);
}

/** Errors: InvalidParameterException for the entries of nodes. Text: aws-controllers-k8s/community#2144. */
export function requireStandard(row: AccessEntryRow, cluster: Cluster): void {
  if (row.type === 'STANDARD') return;
  throw invalid('This operation can only be performed on Access Entries with a type of "STANDARD".', cluster);
}

/** Text: terraform-aws-modules/terraform-aws-eks#3293. */
export const alreadyExists = ({ name }: Cluster) =>
  new AwsError(
    'ResourceInUseException',
    409,
    'The specified access entry resource is already in use on this cluster.',
    { clusterName: name },
  );

const invalid = (message: string, { name }: Cluster) =>
  new AwsError('InvalidParameterException', 400, message, { clusterName: name });
