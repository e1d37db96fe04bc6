import type { CreateClusterRequest, Logging, LogType, VpcConfigRequest } from '@aws-sdk/client-eks';
import { SERVICE_CIDR } from '../kubernetes/service-network.ts';
import { type Ids, UPPER_HEX } from '../runtime-services.ts';
import { eksArn } from './arns.ts';
import { DEFAULT_VERSION, PLATFORM_VERSION } from './cluster-versions.ts';
import type { Cluster, Place, VpcSettings } from './tables.ts';

export interface Birth {
  place: Place;
  /** Of the subnets. */
  vpcId: string;
  ids: Ids;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The row of a new cluster, with EKS's defaults for what is not given, ACTIVE. */
export function newCluster(
  input: CreateClusterRequest,
  { place: { account, region }, vpcId, ids, now }: Birth,
): Cluster {
  const id = ids.chars(32, UPPER_HEX);
  const name = input.name ?? '';
  return {
    name,
    arn: eksArn({ account, region }, `cluster/${name}`),
    id,
    account,
    region,
    issuer: `https://oidc.eks.${region}.amazonaws.com/id/${id}`,
    version: input.version ?? DEFAULT_VERSION,
    platformVersion: PLATFORM_VERSION,
    roleArn: input.roleArn ?? '',
    createdAtMs: now,
    authenticationMode: input.accessConfig?.authenticationMode ?? 'CONFIG_MAP',
    vpc: { ...changedVpc(PUBLIC, input.resourcesVpcConfig), vpcId },
    serviceIpv4Cidr: input.kubernetesNetworkConfig?.serviceIpv4Cidr ?? SERVICE_CIDR,
    ipFamily: input.kubernetesNetworkConfig?.ipFamily ?? 'ipv4',
    logTypes: changedLogging([], input.logging),
    supportType: input.upgradePolicy?.supportType ?? 'EXTENDED',
    deletionProtection: input.deletionProtection ?? false,
    zonalShift: input.zonalShiftConfig?.enabled,
    encryptionConfig: input.encryptionConfig,
    clientRequestToken: input.clientRequestToken,
    tags: input.tags ?? {},
  };
}

const PUBLIC: VpcSettings = {
  vpcId: '',
  subnetIds: [],
  securityGroupIds: [],
  endpointPublicAccess: true,
  endpointPrivateAccess: false,
  publicAccessCidrs: ['0.0.0.0/0'],
};

/** What is not given stays. */
export function changedVpc(before: VpcSettings, given: VpcConfigRequest = {}): VpcSettings {
  return {
    vpcId: before.vpcId,
    subnetIds: given.subnetIds ?? before.subnetIds,
    securityGroupIds: given.securityGroupIds ?? before.securityGroupIds,
    endpointPublicAccess: given.endpointPublicAccess ?? before.endpointPublicAccess,
    endpointPrivateAccess: given.endpointPrivateAccess ?? before.endpointPrivateAccess,
    publicAccessCidrs: given.publicAccessCidrs ?? before.publicAccessCidrs,
  };
}

/** The enabled log types after a change; types that it does not name stay. */
export function changedLogging(before: LogType[], { clusterLogging = [] }: Logging = {}): LogType[] {
  const enabled = new Set(before);
  for (const { types = [], enabled: on } of clusterLogging) {
    for (const type of types) on ? enabled.add(type) : enabled.delete(type);
  }
  return [...enabled];
}
