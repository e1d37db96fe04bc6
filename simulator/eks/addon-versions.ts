import type { DescribeAddonVersionsRequest, DescribeAddonVersionsResponse } from '@aws-sdk/client-eks';
import { operation } from '../wire/operation.ts';

/** The add-on that brings 169.254.170.23 to the nodes; the only one that the local cloud has. */
export const POD_IDENTITY_AGENT = 'eks-pod-identity-agent';

/** Newest first; the first is the default. facts C.4 */
export const ADDON_VERSIONS = ['v1.3.10-eksbuild.2', 'v1.3.8-eksbuild.2', 'v1.0.0-eksbuild.1'] as const;

export const describeAddonVersions = operation<DescribeAddonVersionsRequest, DescribeAddonVersionsResponse>({
  access: () => [{ action: 'eks:DescribeAddonVersions', resource: '*' }],
  run({ addonName, kubernetesVersion = '1.33' }) {
    if (addonName !== undefined && addonName !== POD_IDENTITY_AGENT) return { addons: [] };
    return {
      addons: [{ ...AGENT, addonVersions: ADDON_VERSIONS.map((version) => versionOutput(version, kubernetesVersion)) }],
    };
  },
});

const AGENT = {
  addonName: POD_IDENTITY_AGENT,
  type: 'security',
  publisher: 'eks',
  owner: 'aws',
  defaultNamespace: 'kube-system',
};

function versionOutput(addonVersion: string, clusterVersion: string) {
  const defaultVersion = addonVersion === ADDON_VERSIONS[0];
  return {
    addonVersion,
    architecture: ['amd64', 'arm64'],
    computeTypes: ['ec2', 'hybrid'],
    compatibilities: [{ clusterVersion, platformVersions: ['*'], defaultVersion }],
    requiresConfiguration: false,
    requiresIamPermissions: false,
  };
}
