import type {
  DescribeAddonConfigurationRequest,
  DescribeAddonConfigurationResponse,
  DescribeAddonVersionsRequest,
  DescribeAddonVersionsResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { operation } from '../wire/operation.ts';
import { type CatalogAddon, catalog, findCatalogAddon } from './addon-catalog.ts';
import { requireVersion } from './addon-rules.ts';
import { page } from './page.ts';

export const describeAddonVersions = operation<DescribeAddonVersionsRequest, DescribeAddonVersionsResponse>({
  limits: 'Five add-ons, a few versions each, the same for every version of Kubernetes; no Marketplace.',
  access: () => [{ action: 'eks:DescribeAddonVersions', resource: '*' }],
  run({ addonName, kubernetesVersion = '1.33', types, owners, publishers, maxResults, nextToken }) {
    const wanted = catalog.filter(
      (addon) =>
        (addonName === undefined || addon.name === addonName) &&
        (!types?.length || types.includes(addon.type)) &&
        (!owners?.length || owners.includes('aws')) &&
        (!publishers?.length || publishers.includes('eks')),
    );
    const { items, ...rest } = page(wanted, maxResults, nextToken);
    return { addons: items.map((addon) => catalogOutput(addon, kubernetesVersion)), ...rest };
  },
});

export const describeAddonConfiguration = operation<
  DescribeAddonConfigurationRequest,
  DescribeAddonConfigurationResponse
>({
  limits: 'The schema takes any object.',
  access: () => [{ action: 'eks:DescribeAddonConfiguration', resource: '*' }],
  run({ addonName, addonVersion }) {
    const addon = findCatalogAddon(addonName);
    if (!addon) {
      // Assumed; not confirmed against AWS.
      const message = `Addon ${addonName} is not one that the local cloud has (simulator/DIFFERENCES.md)`;
      throw new AwsError('ResourceNotFoundException', 404, message, { addonName });
    }
    requireVersion(addon, addonVersion, { addonName });
    const { serviceAccount, policy } = addon.identity ?? {};
    return {
      addonName,
      addonVersion,
      configurationSchema: SCHEMA,
      podIdentityConfiguration: policy ? [{ serviceAccount, recommendedManagedPolicies: [policy] }] : [],
    };
  },
});

/** Values are kept but configure nothing, so that any object will do. */
const SCHEMA = JSON.stringify({ $schema: 'http://json-schema.org/draft-06/schema#', type: 'object' });

function catalogOutput(addon: CatalogAddon, clusterVersion: string) {
  return {
    addonName: addon.name,
    type: addon.type,
    publisher: 'eks',
    owner: 'aws',
    defaultNamespace: addon.namespace,
    addonVersions: addon.versions.map((version) => versionOutput(addon, version, clusterVersion)),
  };
}

function versionOutput({ versions, identity }: CatalogAddon, addonVersion: string, clusterVersion: string) {
  const defaultVersion = addonVersion === versions[0];
  return {
    addonVersion,
    architecture: ['amd64', 'arm64'],
    computeTypes: ['ec2', 'hybrid'],
    compatibilities: [{ clusterVersion, platformVersions: ['*'], defaultVersion }],
    requiresConfiguration: false,
    requiresIamPermissions: identity !== undefined,
  };
}
