import type { Addon as AddonOutput, CreateAddonRequest } from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import type { Access, CallContext } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { findClusterByArn, getCluster } from './clusters.ts';
import { CLUSTERS, PODS, passRole } from './service-roles.ts';
import { type Addon, addons, associations, type Cluster } from './tables.ts';

/** True while the cluster has that add-on and it works. */
export function isAddonActive(state: State, clusterArn: string, addonName: string): boolean {
  const cluster = findClusterByArn(state, clusterArn);
  return cluster !== undefined && addons(state, cluster).get(addonName)?.status === 'ACTIVE';
}

export interface AddonKey {
  clusterName: string | undefined;
  addonName: string | undefined;
}

/** The add-on of that name. Errors: ResourceNotFoundException, for the cluster or the add-on. */
export function getAddon({ clusterName, addonName }: AddonKey, context: CallContext) {
  const cluster = getCluster(context.state, context, clusterName);
  const addon = addons(context.state, cluster).get(addonName ?? '');
  if (addon) return { cluster, addon };
  const message = `No addon: ${addonName} found in cluster: ${cluster.name}`;
  throw new AwsError('ResourceNotFoundException', 404, message, { clusterName: cluster.name, addonName });
}

/** A permission on one add-on; it need not exist. */
export function addonAccess(action: string, { clusterName, addonName }: AddonKey, context: CallContext): Access {
  const addon = addons(context.state, { ...context, name: clusterName ?? '' }).get(addonName ?? '');
  // The real ARN ends in the add-on's UUID; policies match it with a wildcard, so any will do for an absent one.
  const resource = addon?.arn ?? eksArn(context, `addon/${clusterName}/${addonName}/-`);
  return { action, resource, resourceTags: addon?.tags ?? {} };
}

/** The roles that an add-on hands to its pods. */
export function passAddonRoles(input: Pick<CreateAddonRequest, 'podIdentityAssociations' | 'serviceAccountRoleArn'>) {
  const { podIdentityAssociations = [], serviceAccountRoleArn } = input;
  return [
    ...(serviceAccountRoleArn ? [passRole(serviceAccountRoleArn, CLUSTERS)] : []),
    ...podIdentityAssociations.map(({ roleArn }) => passRole(roleArn, PODS)),
  ];
}

export interface Placement {
  version: string;
  /** The add-on's own, if the request names none. */
  namespace: string;
}

/** The row of a new add-on, without associations yet. */
export function newAddon(
  input: CreateAddonRequest,
  { version, namespace }: Placement,
  cluster: Cluster,
  { ids, now }: Pick<CallContext, 'ids' | 'now'>,
): Addon {
  const name = input.addonName ?? '';
  return {
    name,
    cluster: cluster.name,
    arn: eksArn(cluster, `addon/${cluster.name}/${name}/${ids.uuid()}`),
    version,
    status: 'ACTIVE',
    namespace: input.namespaceConfig?.namespace ?? namespace,
    configurationValues: input.configurationValues,
    serviceAccountRoleArn: input.serviceAccountRoleArn,
    associationIds: [],
    clientRequestToken: input.clientRequestToken,
    createdAtMs: now,
    modifiedAtMs: now,
    tags: input.tags ?? {},
  };
}

/** An add-on as Create, Describe and Delete answer it; associations by ARN. facts C.4 */
export function addonOutput(addon: Addon, cluster: Cluster, { state }: Pick<CallContext, 'state'>): AddonOutput {
  const owned = addon.associationIds.flatMap((id) => associations(state, cluster).get(id)?.arn ?? []);
  return {
    addonName: addon.name,
    clusterName: addon.cluster,
    status: addon.status,
    addonVersion: addon.version,
    health: { issues: [] },
    addonArn: addon.arn,
    createdAt: new Date(addon.createdAtMs),
    modifiedAt: new Date(addon.modifiedAtMs),
    serviceAccountRoleArn: addon.serviceAccountRoleArn,
    tags: addon.tags,
    configurationValues: addon.configurationValues,
    ...(owned.length > 0 && { podIdentityAssociations: owned }),
    namespaceConfig: { namespace: addon.namespace },
  };
}
