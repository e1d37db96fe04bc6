import type { AddonPodIdentityAssociations } from '@aws-sdk/client-eks';
import type { CallContext } from '../wire/operation.ts';
import { findCatalogAddon } from './addon-catalog.ts';
import { requireIdentity } from './addon-rules.ts';
import { requireUsableRole } from './association-rules.ts';
import {
  alreadyExists,
  findAssociation,
  removeAssociation,
  requireRoomForAssociation,
  saveAssociation,
} from './associations.ts';
import { newAssociation } from './new-association.ts';
import { type Addon, associations, type Cluster } from './tables.ts';

type Given = AddonPodIdentityAssociations[];

/**
 * Makes the add-on's associations those given; answers their ids. Errors: InvalidParameterException for a service account
 * that is not the add-on's, or an unusable role; ResourceInUseException for one that is someone else's.
 */
export function ownAssociations(addon: Addon, given: Given, cluster: Cluster, context: CallContext): string[] {
  const accounts = given.map(({ serviceAccount }) => serviceAccount);
  for (const row of ownedRows(addon, cluster, context)) {
    if (!accounts.includes(row.serviceAccount)) removeAssociation(row, cluster, context);
  }
  return given.map((one) => ownAssociation(addon, one, cluster, context));
}

/** Whatever the add-on owns goes with it. */
export function disownAssociations(addon: Addon, cluster: Cluster, context: CallContext): void {
  for (const row of ownedRows(addon, cluster, context)) removeAssociation(row, cluster, context);
}

const ownedRows = ({ associationIds }: Addon, cluster: Cluster, { state }: CallContext) =>
  associationIds.flatMap((id) => associations(state, cluster).get(id) ?? []);

function ownAssociation(addon: Addon, one: Given[number], cluster: Cluster, context: CallContext): string {
  const { serviceAccount = '', roleArn = '' } = one;
  const catalogAddon = findCatalogAddon(addon.name);
  const fields = { clusterName: cluster.name, addonName: addon.name };
  if (catalogAddon) requireIdentity(catalogAddon, addon.version, serviceAccount, fields);
  requireUsableRole(context.state, cluster, roleArn);
  const existing = findAssociation(context.state, cluster, addon.namespace, serviceAccount);
  if (existing && existing.ownerArn !== addon.arn) throw alreadyExists(existing);
  if (!existing) requireRoomForAssociation(context.state, cluster);
  const input = { clusterName: cluster.name, namespace: addon.namespace, serviceAccount, roleArn };
  const made = existing
    ? { ...existing, roleArn, modifiedAtMs: context.now }
    : { ...newAssociation(input, cluster, context), ownerArn: addon.arn };
  saveAssociation(made, cluster, context);
  return made.id;
}
