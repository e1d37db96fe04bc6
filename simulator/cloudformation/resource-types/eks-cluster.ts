import type { DescribeClusterResponse } from '@aws-sdk/client-eks';
import { AwsError } from '../../aws-error.ts';
import { eksShape } from './eks-shape.ts';
import { type ResourceType, text, texts, truth } from './resource-type.ts';

/** `AWS::EKS::Cluster`. `Ref` gives its name. */
export const eksCluster: ResourceType = {
  properties: [
    'AccessConfig',
    'DeletionProtection',
    'KubernetesNetworkConfig',
    'Name',
    'ResourcesVpcConfig',
    'RoleArn',
    'Tags',
    'UpgradePolicy',
    'Version',
  ],
  attributes: ['Arn', 'CertificateAuthorityData', 'ClusterSecurityGroupId', 'Endpoint', 'Id', 'OpenIdConnectIssuerUrl'],
  hasSystemTags: true,
  async create({ properties, tags, name, token, call }) {
    const { Name = name, Version, RoleArn, AccessConfig, ResourcesVpcConfig, ...others } = properties;
    const access = eksShape(AccessConfig);
    const network = eksShape(ResourcesVpcConfig);
    await call('eks', 'CreateCluster', {
      ...eksShape(others),
      name: Name,
      version: text(Version),
      roleArn: RoleArn,
      accessConfig: {
        ...access,
        bootstrapClusterCreatorAdminPermissions: truth(access.bootstrapClusterCreatorAdminPermissions),
      },
      resourcesVpcConfig: {
        ...network,
        subnetIds: texts(network.subnetIds),
        endpointPublicAccess: truth(network.endpointPublicAccess),
        endpointPrivateAccess: truth(network.endpointPrivateAccess),
      },
      deletionProtection: truth(others.DeletionProtection),
      tags,
      clientRequestToken: token,
    });
    return String(Name);
  },
  async settle(name, { call }) {
    const { cluster } = await call<DescribeClusterResponse>('eks', 'DescribeCluster', { name });
    if (cluster?.status === 'FAILED') throw new AwsError('NotStabilized', 400, `Cluster ${name} failed to be created`);
    if (cluster?.status !== 'ACTIVE') return undefined;
    return {
      Arn: cluster.arn ?? '',
      CertificateAuthorityData: cluster.certificateAuthority?.data ?? '',
      ClusterSecurityGroupId: cluster.resourcesVpcConfig?.clusterSecurityGroupId ?? '',
      Endpoint: cluster.endpoint ?? '',
      Id: cluster.id ?? '',
      OpenIdConnectIssuerUrl: cluster.identity?.oidc?.issuer ?? '',
    };
  },
  remove: (name, { call }) => call('eks', 'DeleteCluster', { name }),
  async isLeaving(name, { call }) {
    const { cluster } = await call<DescribeClusterResponse>('eks', 'DescribeCluster', { name });
    return cluster?.status === 'DELETING';
  },
};
