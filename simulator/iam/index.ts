import * as schemas from '@aws-sdk/client-iam';
import type { Service } from '../wire/operation.ts';
import { listAccountAliases } from './account.ts';
import {
  listOpenIDConnectProviderTags,
  tagOpenIDConnectProvider,
  untagOpenIDConnectProvider,
} from './oidc-provider-tags.ts';
import * as oidcProviders from './oidc-providers.ts';
import * as policies from './policies.ts';
import { listEntitiesForPolicy, listPolicyTags, tagPolicy, untagPolicy } from './policy-tags.ts';
import * as policyVersions from './policy-versions.ts';
import * as attachments from './role-attachments.ts';
import * as inlinePolicies from './role-inline-policies.ts';
import { listRoleTags, tagRole, untagRole } from './role-tags.ts';
import * as roles from './roles.ts';
import { listAccessKeys, readUser } from './users.ts';

/** AWS Identity and Access Management: roles, policies and OIDC providers. Users are seeded. */
export const iam: Service = {
  name: 'iam',
  protocol: 'awsQuery',
  schemas: { ...schemas },
  operations: {
    CreateRole: roles.createRole,
    GetRole: roles.readRole,
    ListRoles: roles.listRoles,
    DeleteRole: roles.deleteRole,
    UpdateRole: roles.updateRole,
    UpdateRoleDescription: roles.updateRoleDescription,
    UpdateAssumeRolePolicy: roles.updateAssumeRolePolicy,
    ListInstanceProfilesForRole: roles.listInstanceProfilesForRole,
    TagRole: tagRole,
    UntagRole: untagRole,
    ListRoleTags: listRoleTags,
    PutRolePolicy: inlinePolicies.putRolePolicy,
    GetRolePolicy: inlinePolicies.getRolePolicy,
    ListRolePolicies: inlinePolicies.listRolePolicies,
    DeleteRolePolicy: inlinePolicies.deleteRolePolicy,
    AttachRolePolicy: attachments.attachRolePolicy,
    DetachRolePolicy: attachments.detachRolePolicy,
    ListAttachedRolePolicies: attachments.listAttachedRolePolicies,
    PutRolePermissionsBoundary: attachments.putRolePermissionsBoundary,
    DeleteRolePermissionsBoundary: attachments.deleteRolePermissionsBoundary,
    CreatePolicy: policies.createPolicy,
    GetPolicy: policies.readPolicy,
    DeletePolicy: policies.deletePolicy,
    ListPolicies: policies.listPolicies,
    CreatePolicyVersion: policyVersions.createPolicyVersion,
    GetPolicyVersion: policyVersions.getPolicyVersion,
    ListPolicyVersions: policyVersions.listPolicyVersions,
    DeletePolicyVersion: policyVersions.deletePolicyVersion,
    SetDefaultPolicyVersion: policyVersions.setDefaultPolicyVersion,
    ListEntitiesForPolicy: listEntitiesForPolicy,
    TagPolicy: tagPolicy,
    UntagPolicy: untagPolicy,
    ListPolicyTags: listPolicyTags,
    CreateOpenIDConnectProvider: oidcProviders.createOpenIDConnectProvider,
    GetOpenIDConnectProvider: oidcProviders.getOpenIDConnectProvider,
    ListOpenIDConnectProviders: oidcProviders.listOpenIDConnectProviders,
    DeleteOpenIDConnectProvider: oidcProviders.deleteOpenIDConnectProvider,
    AddClientIDToOpenIDConnectProvider: oidcProviders.addClientIDToOpenIDConnectProvider,
    RemoveClientIDFromOpenIDConnectProvider: oidcProviders.removeClientIDFromOpenIDConnectProvider,
    UpdateOpenIDConnectProviderThumbprint: oidcProviders.updateOpenIDConnectProviderThumbprint,
    TagOpenIDConnectProvider: tagOpenIDConnectProvider,
    UntagOpenIDConnectProvider: untagOpenIDConnectProvider,
    ListOpenIDConnectProviderTags: listOpenIDConnectProviderTags,
    GetUser: readUser,
    ListAccessKeys: listAccessKeys,
    ListAccountAliases: listAccountAliases,
  },
};
