import type { Quota, QuotaTable } from './quota.ts';

export type EksQuotaName =
  | 'Clusters'
  | 'NodegroupsPerCluster'
  | 'NodesPerNodegroup'
  | 'ControlPlaneSecurityGroupsPerCluster'
  | 'PublicAccessCidrsPerCluster'
  | 'FargateProfilesPerCluster'
  | 'SelectorsPerFargateProfile'
  | 'LabelPairsPerFargateProfileSelector'
  | 'RegisteredClusters'
  | 'PodIdentityAssociationsPerCluster';

/** AWS publishes no maximum for what it raises. Assumed; not confirmed against AWS: ten times the default. */
const adjustable = (title: string, code: string, value: number): Quota => ({ title, code, value, max: 10 * value });

/**
 * EKS's quotas in a Region. https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html; codes:
 * https://docs.aws.amazon.com/general/latest/gr/eks.html
 */
export const EKS_QUOTAS: QuotaTable<EksQuotaName> = {
  serviceCode: 'eks',
  serviceName: 'Amazon Elastic Kubernetes Service (Amazon EKS)',
  isGlobal: false,
  quotas: {
    Clusters: adjustable('Clusters', 'L-1194D53C', 100),
    NodegroupsPerCluster: adjustable('Managed node groups per cluster', 'L-6D54EA21', 30),
    NodesPerNodegroup: adjustable('Nodes per managed node group', 'L-BD136A63', 450),
    ControlPlaneSecurityGroupsPerCluster: {
      title: 'Control plane security groups per cluster',
      code: 'L-11427A54',
      value: 4,
    },
    PublicAccessCidrsPerCluster: {
      title: 'Public endpoint access CIDR ranges per cluster',
      code: 'L-93A74D60',
      value: 40,
    },
    FargateProfilesPerCluster: adjustable('Fargate profiles per cluster', 'L-33415657', 10),
    SelectorsPerFargateProfile: adjustable('Selectors per Fargate profile', 'L-D78D8AF8', 5),
    LabelPairsPerFargateProfileSelector: adjustable('Label pairs per Fargate profile selector', 'L-23414FF3', 5),
    RegisteredClusters: adjustable('Registered clusters', 'L-FDFA5F81', 10),
    // No code: "Adjustments … are not supported in Service Quotas", says the page. facts D
    PodIdentityAssociationsPerCluster: { title: 'Pod Identity associations per cluster', value: 5000 },
  },
};
