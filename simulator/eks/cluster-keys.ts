import type { CreateClusterRequest, Logging, UpdateClusterConfigRequest } from '@aws-sdk/client-eks';
import { DEFAULT_VERSION } from './cluster-versions.ts';

type Keys = Record<string, string | string[]>;

/** Condition keys of CreateCluster: EKS's defaults for what the request leaves out. Assumed; not confirmed against AWS. */
export function creationKeys(input: CreateClusterRequest): Keys {
  const { accessConfig, version = DEFAULT_VERSION, resourcesVpcConfig, bootstrapSelfManagedAddons = true } = input;
  const { authenticationMode = 'CONFIG_MAP', bootstrapClusterCreatorAdminPermissions = true } = accessConfig ?? {};
  return {
    ...configKeys({
      ...input,
      accessConfig: { authenticationMode },
      resourcesVpcConfig: { endpointPublicAccess: true, endpointPrivateAccess: false, ...resourcesVpcConfig },
    }),
    'eks:kubernetesVersion': version,
    'eks:bootstrapClusterCreatorAdminPermissions': String(bootstrapClusterCreatorAdminPermissions),
    'eks:bootstrapSelfManagedAddons': String(bootstrapSelfManagedAddons),
    ...encryptionKeys(input),
  };
}

/** Condition keys of UpdateClusterConfig: those of what it changes. Service authorization reference of EKS. */
export function configKeys(input: Omit<UpdateClusterConfigRequest, 'name'>): Keys {
  const { resourcesVpcConfig: vpc, kubernetesNetworkConfig: network } = input;
  const given = {
    'eks:authenticationMode': input.accessConfig?.authenticationMode,
    'eks:supportType': input.upgradePolicy?.supportType,
    'eks:deletionProtection': input.deletionProtection,
    'eks:endpointPublicAccess': vpc?.endpointPublicAccess,
    'eks:endpointPrivateAccess': vpc?.endpointPrivateAccess,
    'eks:zonalShiftEnabled': input.zonalShiftConfig?.enabled,
    'eks:computeConfigEnabled': input.computeConfig?.enabled,
    'eks:blockStorageEnabled': input.storageConfig?.blockStorage?.enabled,
    'eks:elasticLoadBalancingEnabled': network?.elasticLoadBalancing?.enabled,
    ...loggingKeys(input.logging),
  };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([key, value]) => [key, String(value)]));
}

/** The keys with which Secrets are to be encrypted. */
export function encryptionKeys({ encryptionConfig = [] }: Pick<CreateClusterRequest, 'encryptionConfig'>): Keys {
  const arns = encryptionConfig.flatMap(({ provider }) => provider?.keyArn ?? []);
  return arns.length > 0 ? { 'eks:encryptionConfigProviderKeyArns': arns } : {};
}

const loggingKeys = ({ clusterLogging = [] }: Logging = {}) =>
  Object.fromEntries(
    clusterLogging.flatMap(({ types = [], enabled }) => types.map((type) => [`eks:loggingType/${type}`, enabled])),
  );
