import * as schemas from '@aws-sdk/client-iam';
import type { Service } from '../wire/operation.ts';
import * as accessKeys from './access-keys.ts';
import * as account from './account.ts';
import { getAccountAuthorizationDetails } from './account-authorization-details.ts';
import { getAccountSummary } from './account-summary.ts';
import { attachedPolicyOperations } from './attached-policies.ts';
import { boundaryOperations } from './boundaries.ts';
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from './context-keys.ts';
import { listEntitiesForPolicy } from './entities-for-policy.ts';
import { groupEntity } from './find-group.ts';
import { providerEntity } from './find-oidc-provider.ts';
import { policyEntity } from './find-policy.ts';
import { roleEntity } from './find-role.ts';
import { userEntity } from './find-user.ts';
import * as groupMembers from './group-members.ts';
import * as groups from './groups.ts';
import { inlinePolicyOperations } from './inline-policies.ts';
import * as instanceProfiles from './instance-profiles.ts';
import * as loginProfiles from './login-profiles.ts';
import * as oidcProviders from './oidc-providers.ts';
import * as otherCredentials from './other-credentials.ts';
import * as passwordPolicy from './password-policy.ts';
import * as policies from './policies.ts';
import * as policyVersions from './policy-versions.ts';
import * as roles from './roles.ts';
import * as serviceLinkedRoles from './service-linked-roles.ts';
import { simulateCustomPolicy, simulatePrincipalPolicy } from './simulate-policy.ts';
import { tagOperations } from './tag-operations.ts';
import * as users from './users.ts';

const roleTags = tagOperations(roleEntity, 'Role');
const roleInline = inlinePolicyOperations(roleEntity, 'RolePolicySize');
const roleAttached = attachedPolicyOperations(roleEntity, 'PoliciesPerRole');
const roleBoundary = boundaryOperations(roleEntity);
const userTags = tagOperations(userEntity, 'User');
const userInline = inlinePolicyOperations(userEntity, 'UserPolicySize');
const userAttached = attachedPolicyOperations(userEntity, 'PoliciesPerUser');
const userBoundary = boundaryOperations(userEntity);
const groupInline = inlinePolicyOperations(groupEntity, 'GroupPolicySize');
const groupAttached = attachedPolicyOperations(groupEntity, 'PoliciesPerGroup');
const profileTags = tagOperations(instanceProfiles.instanceProfileEntity, 'InstanceProfile');
const policyTags = tagOperations(policyEntity, 'Policy');
const providerTags = tagOperations(providerEntity, 'OpenIDConnectProvider');

/** AWS Identity and Access Management: users, groups, roles, policies, instance profiles and OIDC providers. */
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
    TagRole: roleTags.tag,
    UntagRole: roleTags.untag,
    ListRoleTags: roleTags.list,
    PutRolePolicy: roleInline.put,
    GetRolePolicy: roleInline.get,
    ListRolePolicies: roleInline.list,
    DeleteRolePolicy: roleInline.remove,
    AttachRolePolicy: roleAttached.attach,
    DetachRolePolicy: roleAttached.detach,
    ListAttachedRolePolicies: roleAttached.list,
    PutRolePermissionsBoundary: roleBoundary.put,
    DeleteRolePermissionsBoundary: roleBoundary.remove,
    CreateServiceLinkedRole: serviceLinkedRoles.createServiceLinkedRole,
    DeleteServiceLinkedRole: serviceLinkedRoles.deleteServiceLinkedRole,
    GetServiceLinkedRoleDeletionStatus: serviceLinkedRoles.getServiceLinkedRoleDeletionStatus,

    CreateUser: users.createUser,
    GetUser: users.readUser,
    ListUsers: users.listUsers,
    UpdateUser: users.updateUser,
    DeleteUser: users.deleteUser,
    TagUser: userTags.tag,
    UntagUser: userTags.untag,
    ListUserTags: userTags.list,
    PutUserPolicy: userInline.put,
    GetUserPolicy: userInline.get,
    ListUserPolicies: userInline.list,
    DeleteUserPolicy: userInline.remove,
    AttachUserPolicy: userAttached.attach,
    DetachUserPolicy: userAttached.detach,
    ListAttachedUserPolicies: userAttached.list,
    PutUserPermissionsBoundary: userBoundary.put,
    DeleteUserPermissionsBoundary: userBoundary.remove,
    CreateAccessKey: accessKeys.createAccessKey,
    ListAccessKeys: accessKeys.listAccessKeys,
    UpdateAccessKey: accessKeys.updateAccessKey,
    DeleteAccessKey: accessKeys.deleteAccessKey,
    GetAccessKeyLastUsed: accessKeys.getAccessKeyLastUsed,

    CreateGroup: groups.createGroup,
    GetGroup: groups.readGroup,
    ListGroups: groups.listGroups,
    UpdateGroup: groups.updateGroup,
    DeleteGroup: groups.deleteGroup,
    AddUserToGroup: groupMembers.addUserToGroup,
    RemoveUserFromGroup: groupMembers.removeUserFromGroup,
    ListGroupsForUser: groupMembers.listGroupsForUser,
    PutGroupPolicy: groupInline.put,
    GetGroupPolicy: groupInline.get,
    ListGroupPolicies: groupInline.list,
    DeleteGroupPolicy: groupInline.remove,
    AttachGroupPolicy: groupAttached.attach,
    DetachGroupPolicy: groupAttached.detach,
    ListAttachedGroupPolicies: groupAttached.list,

    CreateInstanceProfile: instanceProfiles.createInstanceProfile,
    GetInstanceProfile: instanceProfiles.readInstanceProfile,
    ListInstanceProfiles: instanceProfiles.listInstanceProfiles,
    ListInstanceProfilesForRole: instanceProfiles.listInstanceProfilesForRole,
    AddRoleToInstanceProfile: instanceProfiles.addRoleToInstanceProfile,
    RemoveRoleFromInstanceProfile: instanceProfiles.removeRoleFromInstanceProfile,
    DeleteInstanceProfile: instanceProfiles.deleteInstanceProfile,
    TagInstanceProfile: profileTags.tag,
    UntagInstanceProfile: profileTags.untag,
    ListInstanceProfileTags: profileTags.list,

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
    TagPolicy: policyTags.tag,
    UntagPolicy: policyTags.untag,
    ListPolicyTags: policyTags.list,

    CreateOpenIDConnectProvider: oidcProviders.createOpenIDConnectProvider,
    GetOpenIDConnectProvider: oidcProviders.getOpenIDConnectProvider,
    ListOpenIDConnectProviders: oidcProviders.listOpenIDConnectProviders,
    DeleteOpenIDConnectProvider: oidcProviders.deleteOpenIDConnectProvider,
    AddClientIDToOpenIDConnectProvider: oidcProviders.addClientIDToOpenIDConnectProvider,
    RemoveClientIDFromOpenIDConnectProvider: oidcProviders.removeClientIDFromOpenIDConnectProvider,
    UpdateOpenIDConnectProviderThumbprint: oidcProviders.updateOpenIDConnectProviderThumbprint,
    TagOpenIDConnectProvider: providerTags.tag,
    UntagOpenIDConnectProvider: providerTags.untag,
    ListOpenIDConnectProviderTags: providerTags.list,

    CreateLoginProfile: loginProfiles.createLoginProfile,
    GetLoginProfile: loginProfiles.getLoginProfile,
    UpdateLoginProfile: loginProfiles.updateLoginProfile,
    DeleteLoginProfile: loginProfiles.deleteLoginProfile,
    ListMFADevices: otherCredentials.listMFADevices,
    ListSSHPublicKeys: otherCredentials.listSSHPublicKeys,
    ListSigningCertificates: otherCredentials.listSigningCertificates,
    ListServiceSpecificCredentials: otherCredentials.listServiceSpecificCredentials,
    ListVirtualMFADevices: otherCredentials.listVirtualMFADevices,
    ListServerCertificates: otherCredentials.listServerCertificates,
    ListSAMLProviders: otherCredentials.listSAMLProviders,

    CreateAccountAlias: account.createAccountAlias,
    DeleteAccountAlias: account.deleteAccountAlias,
    ListAccountAliases: account.listAccountAliases,
    GetAccountPasswordPolicy: passwordPolicy.getAccountPasswordPolicy,
    UpdateAccountPasswordPolicy: passwordPolicy.updateAccountPasswordPolicy,
    DeleteAccountPasswordPolicy: passwordPolicy.deleteAccountPasswordPolicy,
    GetAccountSummary: getAccountSummary,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,

    SimulateCustomPolicy: simulateCustomPolicy,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
    GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
    GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
  },
};
