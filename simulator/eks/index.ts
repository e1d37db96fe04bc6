import * as schemas from '@aws-sdk/client-eks';
import type { Service } from '../wire/operation.ts';
import {
  createAccessEntry,
  deleteAccessEntry,
  describeAccessEntry,
  listAccessEntries,
  updateAccessEntry,
} from './access-entries.ts';
import { listAccessPolicies } from './access-policies.ts';
import { describeAddonConfiguration, describeAddonVersions } from './addon-versions.ts';
import { createAddon, deleteAddon, describeAddon, listAddons, updateAddon } from './addons.ts';
import {
  associateAccessPolicy,
  disassociateAccessPolicy,
  listAssociatedAccessPolicies,
} from './associated-access-policies.ts';
import { createCluster, deleteCluster } from './cluster-lifecycle.ts';
import { describeClusterVersions } from './cluster-versions.ts';
import { describeCluster, listClusters } from './clusters.ts';
import { associateEncryptionConfig } from './encryption-config.ts';
import {
  createFargateProfile,
  deleteFargateProfile,
  describeFargateProfile,
  listFargateProfiles,
} from './fargate-profiles.ts';
import {
  associateIdentityProviderConfig,
  describeIdentityProviderConfig,
  disassociateIdentityProviderConfig,
  listIdentityProviderConfigs,
} from './identity-provider-configs.ts';
import { describeInsight, describeInsightsRefresh, listInsights, startInsightsRefresh } from './insights.ts';
import { createNodegroup, deleteNodegroup, describeNodegroup, listNodegroups } from './nodegroups.ts';
import {
  createPodIdentityAssociation,
  deletePodIdentityAssociation,
  describePodIdentityAssociation,
  listPodIdentityAssociations,
  updatePodIdentityAssociation,
} from './pod-identity-associations.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { updateClusterConfig, updateClusterVersion } from './update-cluster.ts';
import { updateNodegroupConfig, updateNodegroupVersion } from './update-nodegroup.ts';
import { describeUpdate, listUpdates } from './updates.ts';

/** Amazon EKS: clusters and what they have, from node groups to Pod Identity associations; updates, insights, tags. */
export const eks: Service = {
  name: 'eks',
  protocol: 'restJson1',
  schemas: { ...schemas },
  operations: {
    CreateCluster: createCluster,
    DescribeCluster: describeCluster,
    ListClusters: listClusters,
    UpdateClusterConfig: updateClusterConfig,
    UpdateClusterVersion: updateClusterVersion,
    DeleteCluster: deleteCluster,
    AssociateEncryptionConfig: associateEncryptionConfig,
    AssociateIdentityProviderConfig: associateIdentityProviderConfig,
    DescribeIdentityProviderConfig: describeIdentityProviderConfig,
    ListIdentityProviderConfigs: listIdentityProviderConfigs,
    DisassociateIdentityProviderConfig: disassociateIdentityProviderConfig,
    ListInsights: listInsights,
    DescribeInsight: describeInsight,
    StartInsightsRefresh: startInsightsRefresh,
    DescribeInsightsRefresh: describeInsightsRefresh,
    DescribeClusterVersions: describeClusterVersions,
    DescribeUpdate: describeUpdate,
    ListUpdates: listUpdates,
    CreateNodegroup: createNodegroup,
    DescribeNodegroup: describeNodegroup,
    ListNodegroups: listNodegroups,
    UpdateNodegroupConfig: updateNodegroupConfig,
    UpdateNodegroupVersion: updateNodegroupVersion,
    DeleteNodegroup: deleteNodegroup,
    CreateFargateProfile: createFargateProfile,
    DescribeFargateProfile: describeFargateProfile,
    ListFargateProfiles: listFargateProfiles,
    DeleteFargateProfile: deleteFargateProfile,
    CreateAddon: createAddon,
    DescribeAddon: describeAddon,
    ListAddons: listAddons,
    UpdateAddon: updateAddon,
    DeleteAddon: deleteAddon,
    DescribeAddonVersions: describeAddonVersions,
    DescribeAddonConfiguration: describeAddonConfiguration,
    CreateAccessEntry: createAccessEntry,
    DescribeAccessEntry: describeAccessEntry,
    ListAccessEntries: listAccessEntries,
    UpdateAccessEntry: updateAccessEntry,
    DeleteAccessEntry: deleteAccessEntry,
    AssociateAccessPolicy: associateAccessPolicy,
    DisassociateAccessPolicy: disassociateAccessPolicy,
    ListAssociatedAccessPolicies: listAssociatedAccessPolicies,
    ListAccessPolicies: listAccessPolicies,
    CreatePodIdentityAssociation: createPodIdentityAssociation,
    ListPodIdentityAssociations: listPodIdentityAssociations,
    DescribePodIdentityAssociation: describePodIdentityAssociation,
    UpdatePodIdentityAssociation: updatePodIdentityAssociation,
    DeletePodIdentityAssociation: deletePodIdentityAssociation,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
  },
};
