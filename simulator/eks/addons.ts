import type {
  Addon as AddonOutput,
  CreateAddonRequest,
  CreateAddonResponse,
  DeleteAddonRequest,
  DeleteAddonResponse,
  DescribeAddonRequest,
  DescribeAddonResponse,
  ListAddonsRequest,
  ListAddonsResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { ADDON_VERSIONS, POD_IDENTITY_AGENT } from './addon-versions.ts';
import { eksArn } from './arns.ts';
import { clusterAccess, findClusterByArn, getCluster } from './clusters.ts';
import { page } from './page.ts';
import { type Addon, addons, type Place } from './tables.ts';
import { tagAccess } from './tags.ts';

/** True while the cluster has that add-on and it works. */
export function isAddonActive(state: State, clusterArn: string, addonName: string): boolean {
  const cluster = findClusterByArn(state, clusterArn);
  return cluster !== undefined && addons(state, cluster).get(`${cluster.name}/${addonName}`)?.status === 'ACTIVE';
}

export const createAddon = operation<CreateAddonRequest, CreateAddonResponse>({
  access: ({ clusterName, tags }, context) => [
    { ...clusterAccess('eks:CreateAddon', clusterName, context), context: tagAccess(tags) },
  ],
  run(input, context) {
    const cluster = getCluster(context.state, context, input.clusterName);
    const name = requireKnownAddon(input);
    const key = `${cluster.name}/${name}`;
    const fields = { clusterName: cluster.name, addonName: name };
    // Text: aws/eks-hybrid#316.
    if (addons(context.state, context).has(key)) {
      throw new AwsError('ResourceInUseException', 409, 'Addon already exists.', fields);
    }
    const made: Addon = {
      name,
      cluster: cluster.name,
      arn: eksArn(context, `addon/${key}/${context.ids.uuid()}`),
      version: requireKnownVersion(input.addonVersion, fields),
      status: 'ACTIVE',
      configurationValues: input.configurationValues,
      createdAtMs: context.now,
      modifiedAtMs: context.now,
      tags: input.tags ?? {},
    };
    addons(context.state, context).put(key, made);
    context.cloud.clusterChanged(cluster.arn);
    // EKS answers before the add-on is up; here it is up by the next call.
    return { addon: { ...addonOutput(made), status: 'CREATING' } };
  },
});

export const describeAddon = operation<DescribeAddonRequest, DescribeAddonResponse>({
  access: (input, context) => [addonAccess('eks:DescribeAddon', input, context)],
  run: (input, context) => ({ addon: addonOutput(getAddon(input, context)) }),
});

export const listAddons = operation<ListAddonsRequest, ListAddonsResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListAddons', clusterName, context)],
  run({ clusterName, maxResults, nextToken }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    const names = addonsOf(context.state, context, cluster.name).map((addon) => addon.name);
    const { items, ...rest } = page(names, maxResults, nextToken);
    return { addons: items, ...rest };
  },
});

export const deleteAddon = operation<DeleteAddonRequest, DeleteAddonResponse>({
  access: (input, context) => [addonAccess('eks:DeleteAddon', input, context)],
  run(input, context) {
    const addon = getAddon(input, context);
    addons(context.state, context).delete(`${addon.cluster}/${addon.name}`);
    context.cloud.clusterChanged(eksArn(context, `cluster/${addon.cluster}`));
    return { addon: { ...addonOutput(addon), status: 'DELETING' } };
  },
});

interface NamedAddon {
  clusterName: string | undefined;
  addonName: string | undefined;
}

const addonsOf = (state: State, place: Place, cluster: string) =>
  [...addons(state, place).values()].filter((addon) => addon.cluster === cluster);

function addonAccess(action: string, { clusterName, addonName }: NamedAddon, context: CallContext) {
  const addon = addons(context.state, context).get(`${clusterName}/${addonName}`);
  // The real ARN ends in the add-on's UUID; policies match it with a wildcard, so any will do for an absent one.
  const resource = addon?.arn ?? eksArn(context, `addon/${clusterName}/${addonName}/-`);
  return { action, resource, resourceTags: addon?.tags ?? {} };
}

function getAddon({ clusterName, addonName }: NamedAddon, context: CallContext): Addon {
  const cluster = getCluster(context.state, context, clusterName);
  const found = addons(context.state, context).get(`${cluster.name}/${addonName}`);
  if (found) return found;
  const message = `No addon: ${addonName} found in cluster: ${cluster.name}`;
  throw new AwsError('ResourceNotFoundException', 404, message, { clusterName: cluster.name, addonName });
}

function requireKnownAddon({
  addonName,
  clusterName,
  serviceAccountRoleArn,
  podIdentityAssociations,
}: CreateAddonRequest) {
  const fields = { clusterName, addonName };
  if (addonName !== POD_IDENTITY_AGENT) {
    // The first half is AWS's text: aws/containers-roadmap#1429.
    const message = `Addon specified is not supported: the local cloud has ${POD_IDENTITY_AGENT} only (simulator/DIFFERENCES.md)`;
    throw new AwsError('InvalidParameterException', 400, message, fields);
  }
  if (serviceAccountRoleArn || podIdentityAssociations?.length) {
    const message = `Addon ${addonName} takes no role of its own (simulator/DIFFERENCES.md)`;
    throw new AwsError('InvalidParameterException', 400, message, fields);
  }
  return addonName;
}

function requireKnownVersion(version: string | undefined, fields: Record<string, unknown>): string {
  const known = ADDON_VERSIONS.find((candidate) => version === undefined || candidate === version);
  if (known) return known;
  // Assumed; not confirmed against AWS.
  throw new AwsError('InvalidParameterException', 400, 'Addon version specified is not supported', fields);
}

function addonOutput(addon: Addon): AddonOutput {
  return {
    addonName: addon.name,
    clusterName: addon.cluster,
    status: addon.status,
    addonVersion: addon.version,
    health: { issues: [] },
    addonArn: addon.arn,
    createdAt: new Date(addon.createdAtMs),
    modifiedAt: new Date(addon.modifiedAtMs),
    tags: addon.tags,
    configurationValues: addon.configurationValues,
    namespaceConfig: { namespace: 'kube-system' },
  };
}
