import * as schemas from '@aws-sdk/client-eks';
import type { Service } from '../wire/operation.ts';
import { describeAddonVersions } from './addon-versions.ts';
import { createAddon, deleteAddon, describeAddon, listAddons } from './addons.ts';
import { describeCluster, listClusters } from './clusters.ts';
import { describeNodegroup, listNodegroups } from './nodegroups.ts';
import {
  createPodIdentityAssociation,
  deletePodIdentityAssociation,
  describePodIdentityAssociation,
  listPodIdentityAssociations,
  updatePodIdentityAssociation,
} from './pod-identity-associations.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Amazon EKS: clusters (read only), add-ons, Pod Identity associations, tags. */
export const eks: Service = {
  name: 'eks',
  protocol: 'restJson1',
  schemas: { ...schemas },
  operations: {
    DescribeCluster: describeCluster,
    ListClusters: listClusters,
    ListNodegroups: listNodegroups,
    DescribeNodegroup: describeNodegroup,
    CreateAddon: createAddon,
    DescribeAddon: describeAddon,
    ListAddons: listAddons,
    DeleteAddon: deleteAddon,
    DescribeAddonVersions: describeAddonVersions,
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
