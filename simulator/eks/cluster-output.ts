import type { Cluster as ClusterOutput, Logging, LogType } from '@aws-sdk/client-eks';
import { securityGroupIdOf } from '../ec2/cluster-network.ts';
import type { CallContext } from '../wire/operation.ts';
import type { Cluster } from './tables.ts';
import { statusOf } from './transition.ts';

/** A cluster as Create, Describe and Delete answer it. facts C.2 */
export function clusterOutput(cluster: Cluster, { cloud, now }: CallContext): ClusterOutput {
  const status = statusOf(cluster, now);
  const endpoint = status === 'CREATING' ? undefined : cloud.clusterEndpoint(cluster.arn);
  return {
    name: cluster.name,
    arn: cluster.arn,
    createdAt: new Date(cluster.createdAtMs),
    version: cluster.version,
    platformVersion: cluster.platformVersion,
    endpoint: endpoint?.url,
    certificateAuthority: { data: endpoint?.certificateAuthority },
    roleArn: cluster.roleArn,
    resourcesVpcConfig: vpcOutput(cluster),
    kubernetesNetworkConfig: networkOutput(cluster),
    logging: loggingOutput(cluster.logTypes),
    ...(status !== 'CREATING' && { identity: { oidc: { issuer: cluster.issuer } } }),
    accessConfig: { authenticationMode: cluster.authenticationMode },
    upgradePolicy: { supportType: cluster.supportType },
    encryptionConfig: cluster.encryptionConfig,
    deletionProtection: cluster.deletionProtection,
    ...(cluster.zonalShift !== undefined && { zonalShiftConfig: { enabled: cluster.zonalShift } }),
    status,
    health: { issues: [] },
    clientRequestToken: cluster.clientRequestToken,
    tags: cluster.tags,
  };
}

const vpcOutput = (cluster: Cluster) => ({
  ...cluster.vpc,
  clusterSecurityGroupId: securityGroupIdOf(cluster),
});

const networkOutput = ({ serviceIpv4Cidr, ipFamily }: Cluster) => ({
  ...(ipFamily === 'ipv6' ? { serviceIpv6Cidr: 'fd00::/108' } : { serviceIpv4Cidr }),
  ipFamily,
  elasticLoadBalancing: { enabled: false },
});

const LOG_TYPES: LogType[] = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** The enabled types, then the others. */
function loggingOutput(enabled: LogType[]): Logging {
  const groups = [
    { types: enabled, enabled: true },
    { types: LOG_TYPES.filter((type) => !enabled.includes(type)), enabled: false },
  ];
  return { clusterLogging: groups.filter(({ types }) => types.length > 0) };
}
