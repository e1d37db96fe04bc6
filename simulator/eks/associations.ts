import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { findClusterByArn, getCluster } from './clusters.ts';
import { requireRoom } from './quotas.ts';
import { associationIds, associations, type Cluster, type PodIdentityAssociation } from './tables.ts';

/** The association of a service account; at most one exists. facts C.3 */
export function findAssociation(
  state: State,
  cluster: Cluster,
  namespace: string,
  serviceAccount: string,
): PodIdentityAssociation | undefined {
  const id = associationIds(state, cluster).get(`${namespace}/${serviceAccount}`);
  return id === undefined ? undefined : associations(state, cluster).get(id);
}

/** Writes the association, and tells the cluster's admission webhook. */
export function saveAssociation(row: PodIdentityAssociation, cluster: Cluster, { state, cloud }: CallContext): void {
  associations(state, cluster).put(row.id, row);
  associationIds(state, cluster).put(`${row.namespace}/${row.serviceAccount}`, row.id);
  cloud.clusterChanged(cluster.arn);
}

/** As `saveAssociation`, the other way. */
export function removeAssociation(row: PodIdentityAssociation, cluster: Cluster, { state, cloud }: CallContext): void {
  associations(state, cluster).delete(row.id);
  associationIds(state, cluster).delete(`${row.namespace}/${row.serviceAccount}`);
  cloud.clusterChanged(cluster.arn);
}

/** True if pods of this service account are to get credentials from the agent: what the admission webhook asks. */
export function hasAssociation(state: State, clusterArn: string, namespace: string, serviceAccount: string): boolean {
  const cluster = findClusterByArn(state, clusterArn);
  return cluster !== undefined && findAssociation(state, cluster, namespace, serviceAccount) !== undefined;
}

/** Errors: ResourceLimitExceededException. */
export function requireRoomForAssociation(state: State, cluster: Cluster): void {
  const { size } = associations(state, cluster);
  requireRoom('PodIdentityAssociationsPerCluster', size, state, cluster, cluster.name);
}

/** All associations of a cluster, oldest first. */
export const associationsOf = (state: State, cluster: Cluster) => [...associations(state, cluster).values()];

export interface AssociationKey {
  clusterName: string | undefined;
  associationId: string | undefined;
}

/** The association of that id. Errors: ResourceNotFoundException, for the cluster or the association. */
export function getAssociation({ clusterName, associationId }: AssociationKey, context: CallContext) {
  const cluster = getCluster(context.state, context, clusterName);
  const found = associations(context.state, cluster).get(associationId ?? '');
  if (found) return found;
  // Assumed; not confirmed against AWS.
  const message = `No association found for id: ${associationId}.`;
  throw new AwsError('ResourceNotFoundException', 404, message, { clusterName });
}

/** As `getAssociation`. Errors: InvalidRequestException for one that an add-on owns. facts C.3 */
export function getFreeAssociation(key: AssociationKey, context: CallContext): PodIdentityAssociation {
  const row = getAssociation(key, context);
  if (!row.ownerArn) return row;
  // Assumed; not confirmed against AWS.
  const message = `The association ${row.id} is owned by ${row.ownerArn}: change it through its owner.`;
  throw new AwsError('InvalidRequestException', 400, message, { clusterName: row.cluster });
}

/** A service account has one association at most. facts C.3 */
export const alreadyExists = (row: PodIdentityAssociation) =>
  new AwsError('ResourceInUseException', 409, `Association already exists: ${row.id}`, { clusterName: row.cluster });

/** A permission on one association; it need not exist. */
export function associationAccess(
  action: string,
  { clusterName, associationId }: AssociationKey,
  context: CallContext,
) {
  const resource = eksArn(context, `podidentityassociation/${clusterName}/${associationId}`);
  const rows = associations(context.state, { ...context, name: clusterName ?? '' });
  return { action, resource, resourceTags: rows.get(associationId ?? '')?.tags ?? {} };
}
