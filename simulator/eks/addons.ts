import type {
  CreateAddonRequest,
  CreateAddonResponse,
  DeleteAddonRequest,
  DeleteAddonResponse,
  DescribeAddonRequest,
  DescribeAddonResponse,
  ListAddonsRequest,
  ListAddonsResponse,
  UpdateAddonRequest,
  UpdateAddonResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { operation } from '../wire/operation.ts';
import { disownAssociations, ownAssociations } from './addon-associations.ts';
import { addonAccess, addonOutput, getAddon, newAddon, passAddonRoles } from './addon-rows.ts';
import { requireCatalogAddon, requireConfiguration, requireVersion } from './addon-rules.ts';
import { eksArn } from './arns.ts';
import { clusterAccess, getCluster } from './clusters.ts';
import { isRepeated } from './idempotency.ts';
import { page } from './page.ts';
import { addons } from './tables.ts';
import { requireTags, tagOnCreation } from './tags.ts';
import { beginUpdate, type NewUpdate } from './updates.ts';

export const createAddon = operation<CreateAddonRequest, CreateAddonResponse>({
  limits:
    'Five add-ons; only eks-pod-identity-agent does anything. `configurationValues` (JSON only) and `resolveConflicts` have no effect.',
  access: (input, context) => [
    { ...clusterAccess('eks:CreateAddon', input.clusterName, context), context: requestTagKeys(input.tags) },
    ...passAddonRoles(input),
    ...tagOnCreation(eksArn(context, `addon/${input.clusterName}/${input.addonName}/-`), input.tags),
  ],
  run(input, context) {
    const cluster = getCluster(context.state, context, input.clusterName);
    const fields = { clusterName: cluster.name, addonName: input.addonName };
    const addon = requireCatalogAddon(input.addonName, fields);
    const existing = addons(context.state, cluster).get(addon.name);
    const { serviceAccountRoleArn, configurationValues, tags } = input;
    if (isRepeated(existing, input.clientRequestToken, { serviceAccountRoleArn, configurationValues, tags })) {
      return { addon: addonOutput(existing, cluster, context) };
    }
    // Text: aws/eks-hybrid#316.
    if (existing) throw new AwsError('ResourceInUseException', 409, 'Addon already exists.', fields);
    const version = requireVersion(addon, input.addonVersion, fields);
    requireConfiguration(input.configurationValues, fields);
    requireTags(input.tags);
    const made = newAddon(input, { version, namespace: addon.namespace }, cluster, context);
    const associationIds = ownAssociations(made, input.podIdentityAssociations ?? [], cluster, context);
    addons(context.state, cluster).put(made.name, { ...made, associationIds });
    context.cloud.clusterChanged(cluster.arn);
    // EKS answers before the add-on is up; here it is up by the next call.
    return { addon: { ...addonOutput({ ...made, associationIds }, cluster, context), status: 'CREATING' } };
  },
});

export const describeAddon = operation<DescribeAddonRequest, DescribeAddonResponse>({
  access: (input, context) => [addonAccess('eks:DescribeAddon', input, context)],
  run(input, context) {
    const { cluster, addon } = getAddon(input, context);
    return { addon: addonOutput(addon, cluster, context) };
  },
});

export const listAddons = operation<ListAddonsRequest, ListAddonsResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListAddons', clusterName, context)],
  run({ clusterName, maxResults, nextToken }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    const { items, ...rest } = page([...addons(context.state, cluster).keys()], maxResults, nextToken);
    return { addons: items, ...rest };
  },
});

/** What is not given stays; associations, once given, replace those before. */
export const updateAddon = operation<UpdateAddonRequest, UpdateAddonResponse>({
  limits: 'As CreateAddon; takes effect at once.',
  access: (input, context) => [addonAccess('eks:UpdateAddon', input, context), ...passAddonRoles(input)],
  run(input, context) {
    const { cluster, addon } = getAddon(input, context);
    const fields = { clusterName: cluster.name, addonName: addon.name };
    const wanted = input.addonVersion ?? addon.version;
    const version = requireVersion(requireCatalogAddon(addon.name, fields), wanted, fields);
    requireConfiguration(input.configurationValues, fields);
    const { podIdentityAssociations: given } = input;
    const associationIds = given ? ownAssociations(addon, given, cluster, context) : addon.associationIds;
    addons(context.state, cluster).put(addon.name, {
      ...addon,
      version,
      associationIds,
      serviceAccountRoleArn: input.serviceAccountRoleArn ?? addon.serviceAccountRoleArn,
      configurationValues: input.configurationValues ?? addon.configurationValues,
      modifiedAtMs: context.now,
    });
    context.cloud.clusterChanged(cluster.arn);
    const update = { type: 'AddonUpdate' as const, params: paramsOf(input, version), addonName: addon.name };
    return { update: beginUpdate(cluster, update, context) };
  },
});

/** With `preserve` the add-on's software would stay on a real cluster; here there is none. */
export const deleteAddon = operation<DeleteAddonRequest, DeleteAddonResponse>({
  limits: 'At once; `preserve` has no effect.',
  access: (input, context) => [addonAccess('eks:DeleteAddon', input, context)],
  run(input, context) {
    const { cluster, addon } = getAddon(input, context);
    const output = addonOutput(addon, cluster, context);
    disownAssociations(addon, cluster, context);
    addons(context.state, cluster).delete(addon.name);
    context.cloud.clusterChanged(cluster.arn);
    return { addon: { ...output, status: 'DELETING' } };
  },
});

function paramsOf(input: UpdateAddonRequest, version: string): NewUpdate['params'] {
  const { serviceAccountRoleArn, configurationValues, resolveConflicts, podIdentityAssociations } = input;
  return [
    { type: 'AddonVersion' as const, value: version },
    { type: 'ServiceAccountRoleArn' as const, value: serviceAccountRoleArn },
    { type: 'ResolveConflicts' as const, value: resolveConflicts },
    { type: 'ConfigurationValues' as const, value: configurationValues },
    {
      type: 'PodIdentityAssociations' as const,
      value: podIdentityAssociations && JSON.stringify(podIdentityAssociations),
    },
  ].flatMap(({ type, value }) => (value === undefined ? [] : { type, value }));
}
