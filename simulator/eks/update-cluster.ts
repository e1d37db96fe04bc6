import type {
  UpdateClusterConfigRequest,
  UpdateClusterConfigResponse,
  UpdateClusterVersionRequest,
  UpdateClusterVersionResponse,
  VpcConfigRequest,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { configKeys } from './cluster-keys.ts';
import { requireBuilt } from './cluster-rules.ts';
import { isKnownVersion, PLATFORM_VERSION } from './cluster-versions.ts';
import { clusterAccess, getSettledCluster } from './clusters.ts';
import { getVpcIdFor, requireSubnetsOf } from './network-rules.ts';
import { changedLogging, changedVpc } from './new-cluster.ts';
import type { Cluster } from './tables.ts';
import { type NewUpdate, updateCluster } from './updates.ts';

export const updateClusterVersion = operation<UpdateClusterVersionRequest, UpdateClusterVersionResponse>({
  limits:
    'Takes one second; the API server keeps its version until the next start. No rollback, and insights do not stop it.',
  access: ({ name, version = '' }, context) => [
    { ...clusterAccess('eks:UpdateClusterVersion', name, context), context: { 'eks:kubernetesVersion': version } },
  ],
  run({ name, version = '' }, context) {
    const cluster = getSettledCluster(context, name, 'UpdateClusterVersion');
    requireNextVersion(cluster, version);
    const params = [
      { type: 'Version' as const, value: version },
      { type: 'PlatformVersion' as const, value: PLATFORM_VERSION },
    ];
    return { update: updateCluster(cluster, { version }, { type: 'VersionUpdate', params }, context) };
  },
});

/** One kind of change at a time, as on EKS. */
export const updateClusterConfig = operation<UpdateClusterConfigRequest, UpdateClusterConfigResponse>({
  limits: 'Takes one second. All but the authentication mode and deletion protection is kept and does nothing.',
  access: ({ name, ...config }, context) => [
    { ...clusterAccess('eks:UpdateClusterConfig', name, context), context: configKeys(config) },
  ],
  run(input, context) {
    const cluster = getSettledCluster(context, input.name, 'UpdateClusterConfig');
    requireBuilt(input, input.name);
    requireOwnVpc(cluster, input.resourcesVpcConfig, context);
    const changes = [vpcChange, loggingChange, accessChange, upgradeChange, protectionChange, zonalChange]
      .map((changeOf) => changeOf(cluster, input))
      .filter((found) => found !== undefined);
    const [only, another] = changes;
    // Assumed; not confirmed against AWS.
    if (!only) throw invalid('No changes needed for the update: give one that the local cloud has.', cluster);
    // Text: aws/aws-cdk#21439.
    if (another) throw invalid('Only one type of update can be allowed.', cluster);
    return { update: updateCluster(cluster, only.fields, only.update, context) };
  },
});

/** Subnets may change, in the cluster's own VPC. */
function requireOwnVpc(cluster: Cluster, config: VpcConfigRequest | undefined, context: CallContext): void {
  if (!config?.subnetIds) return;
  getVpcIdFor(config, context, cluster.name);
  requireSubnetsOf(cluster, config.subnetIds, context, { clusterName: cluster.name });
}

interface Change {
  fields: Partial<Cluster>;
  update: NewUpdate;
}

type ChangeOf = (cluster: Cluster, input: UpdateClusterConfigRequest) => Change | undefined;

const vpcChange: ChangeOf = (cluster, { resourcesVpcConfig: given }) => {
  if (!given) return undefined;
  const vpc = changedVpc(cluster.vpc, given);
  if (JSON.stringify(vpc) === JSON.stringify(cluster.vpc)) throw invalid(alreadySo(cluster), cluster);
  const params = [
    { type: 'EndpointPublicAccess' as const, value: String(vpc.endpointPublicAccess) },
    { type: 'EndpointPrivateAccess' as const, value: String(vpc.endpointPrivateAccess) },
    { type: 'PublicAccessCidrs' as const, value: JSON.stringify(vpc.publicAccessCidrs) },
  ];
  const type = given.subnetIds || given.securityGroupIds ? 'VpcConfigUpdate' : 'EndpointAccessUpdate';
  return { fields: { vpc }, update: { type, params } };
};

const loggingChange: ChangeOf = (cluster, { logging }) =>
  logging && {
    fields: { logTypes: changedLogging(cluster.logTypes, logging) },
    update: { type: 'LoggingUpdate', params: [{ type: 'ClusterLogging', value: JSON.stringify(logging) }] },
  };

const accessChange: ChangeOf = (cluster, { accessConfig }) => {
  const mode = accessConfig?.authenticationMode;
  if (!mode) return undefined;
  // Access entries, once there, are there to stay. User guide, "Change authentication mode to use access entries".
  const order = ['CONFIG_MAP', 'API_AND_CONFIG_MAP', 'API'];
  if (order.indexOf(mode) < order.indexOf(cluster.authenticationMode)) {
    const message = `Unsupported authentication mode update from ${cluster.authenticationMode} to ${mode}`;
    throw invalid(message, cluster);
  }
  const params = [{ type: 'AuthenticationMode' as const, value: `"${mode}"` }];
  return { fields: { authenticationMode: mode }, update: { type: 'AccessConfigUpdate', params } };
};

const upgradeChange: ChangeOf = (_cluster, { upgradePolicy }) =>
  upgradePolicy?.supportType && {
    fields: { supportType: upgradePolicy.supportType },
    update: {
      type: 'UpgradePolicyUpdate',
      params: [{ type: 'UpgradePolicy', value: JSON.stringify(upgradePolicy) }],
    },
  };

const protectionChange: ChangeOf = (_cluster, { deletionProtection }) => {
  if (deletionProtection === undefined) return undefined;
  const params = [{ type: 'DeletionProtection' as const, value: String(deletionProtection) }];
  return { fields: { deletionProtection }, update: { type: 'DeletionProtectionUpdate', params } };
};

const zonalChange: ChangeOf = (_cluster, { zonalShiftConfig }) => {
  if (zonalShiftConfig?.enabled === undefined) return undefined;
  const params = [{ type: 'ZonalShiftConfig' as const, value: JSON.stringify(zonalShiftConfig) }];
  return { fields: { zonalShift: zonalShiftConfig.enabled }, update: { type: 'ZonalShiftConfigUpdate', params } };
};

function requireNextVersion(cluster: Cluster, version: string): void {
  const minor = (text: string) => Number(text.split('.')[1]);
  if (!isKnownVersion(version)) throw invalid('unsupported Kubernetes version', cluster);
  if (minor(version) === minor(cluster.version) + 1) return;
  // Text: rancher/rancher#21043; the same version is refused like this, too.
  throw invalid(`Unsupported Kubernetes minor version update from ${cluster.version} to ${version}`, cluster);
}

/** Text: crossplane-contrib/provider-aws#1047. */
const alreadySo = ({ vpc }: Cluster) =>
  `Cluster is already at the desired configuration with endpointPrivateAccess: ${vpc.endpointPrivateAccess} , ` +
  `endpointPublicAccess: ${vpc.endpointPublicAccess}, and Public Endpoint Restrictions: [${vpc.publicAccessCidrs.join(', ')}]`;

const invalid = (message: string, { name }: Cluster) =>
  new AwsError('InvalidParameterException', 400, message, { clusterName: name });
