import type * as iam from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { requireName, requirePath, requireRange } from './constraints.ts';
import { requireAttachablePolicy } from './find-policy.ts';
import { getRole, roleAccess, roleArn } from './find-role.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';
import { roleShape } from './role-shape.ts';
import { type Role, rolesOf } from './tables.ts';
import { requestTagContext, withTags } from './tags.ts';
import { requireTrustPolicy } from './trust-policy.ts';
import { uniqueId } from './unique-id.ts';

const MAX_ROLES = 1000;
const DEFAULT_SESSION_SECONDS = 3600;
const MAX_SESSION_SECONDS = 43_200;

export const createRole = operation<Received<iam.CreateRoleRequest>, iam.CreateRoleResponse>({
  access(input, { account }) {
    const context: Record<string, string | string[]> = requestTagContext(input.Tags);
    if (input.PermissionsBoundary) context['iam:PermissionsBoundary'] = input.PermissionsBoundary;
    return [{ action: 'iam:CreateRole', resource: roleArn(account, input.Path ?? '/', input.RoleName), context }];
  },
  run(input, { state, account, ids, now }) {
    requireName(input.RoleName, 'roleName', 64);
    requirePath(input.Path ?? '/');
    const maxSessionDurationSeconds = requireSessionDuration(input.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS);
    const tags = withTags({}, input.Tags);
    requireTrustPolicy(state, input.AssumeRolePolicyDocument);
    if (input.PermissionsBoundary) requireAttachablePolicy(state, account, input.PermissionsBoundary, 'Scope ARN:');
    requireFreeName(state, account, input.RoleName);
    const role: Role = {
      name: input.RoleName,
      path: input.Path ?? '/',
      id: uniqueId(ids, 'AROA'),
      arn: roleArn(account, input.Path ?? '/', input.RoleName),
      createdAtMs: now,
      maxSessionDurationSeconds,
      trustPolicy: input.AssumeRolePolicyDocument,
      tags,
      inlinePolicies: {},
      attachedPolicyArns: [],
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.PermissionsBoundary !== undefined && { permissionsBoundaryArn: input.PermissionsBoundary }),
    };
    rolesOf(state, account).put(role.name, role);
    return { Role: roleShape(role) };
  },
});

/** Names are told apart without regard to case. */
function requireFreeName(state: State, account: string, name: string): void {
  const roles = rolesOf(state, account);
  for (const taken of roles.keys()) {
    if (taken.toLowerCase() === name.toLowerCase()) throw entityAlreadyExists(`Role with name ${name} already exists.`);
  }
  if (roles.size >= MAX_ROLES) throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${MAX_ROLES}`);
}

function requireSessionDuration(seconds: number): number {
  requireRange(seconds, 'maxSessionDuration', DEFAULT_SESSION_SECONDS, MAX_SESSION_SECONDS);
  return seconds;
}

export const readRole = operation<Received<iam.GetRoleRequest>, iam.GetRoleResponse>({
  access: (input, context) => roleAccess('iam:GetRole', input.RoleName, context),
  run: (input, { state, account }) => ({ Role: roleShape(getRole(state, account, input.RoleName)) }),
});

export const listRoles = operation<Received<iam.ListRolesRequest>, iam.ListRolesResponse>({
  access: (input, { account }) => [
    { action: 'iam:ListRoles', resource: `arn:aws:iam::${account}:role${input.PathPrefix ?? '/'}` },
  ],
  run(input, { state, account }) {
    const prefix = input.PathPrefix ?? '/';
    const roles = [...rolesOf(state, account).values()].filter((role) => role.path.startsWith(prefix));
    const { items, ...page } = pageOf(roles, (role) => role.name, input);
    // Tags, boundary and last use are left out of listings, as ListRoles' documentation says.
    const shapes = items.map((role) => {
      const { Tags: _tags, PermissionsBoundary: _boundary, RoleLastUsed: _lastUsed, ...shape } = roleShape(role);
      return shape;
    });
    return { Roles: shapes, ...page };
  },
});

export const deleteRole = operation<Received<iam.DeleteRoleRequest>, void>({
  access: (input, context) => roleAccess('iam:DeleteRole', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    if (role.attachedPolicyArns.length > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    }
    if (Object.keys(role.inlinePolicies).length > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    }
    rolesOf(state, account).delete(role.name);
  },
});

export const updateRole = operation<Received<iam.UpdateRoleRequest>, iam.UpdateRoleResponse>({
  access: (input, context) => roleAccess('iam:UpdateRole', input.RoleName, context),
  run(input, { state, account }) {
    const role = { ...getRole(state, account, input.RoleName) };
    if (input.Description !== undefined) role.description = input.Description;
    if (input.MaxSessionDuration !== undefined) {
      role.maxSessionDurationSeconds = requireSessionDuration(input.MaxSessionDuration);
    }
    rolesOf(state, account).put(role.name, role);
    return {};
  },
});

export const updateRoleDescription = operation<
  Received<iam.UpdateRoleDescriptionRequest>,
  iam.UpdateRoleDescriptionResponse
>({
  access: (input, context) => roleAccess('iam:UpdateRoleDescription', input.RoleName, context),
  run(input, { state, account }) {
    const role = { ...getRole(state, account, input.RoleName), description: input.Description };
    rolesOf(state, account).put(role.name, role);
    return { Role: roleShape(role) };
  },
});

export const updateAssumeRolePolicy = operation<Received<iam.UpdateAssumeRolePolicyRequest>, void>({
  access: (input, context) => roleAccess('iam:UpdateAssumeRolePolicy', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    requireTrustPolicy(state, input.PolicyDocument);
    rolesOf(state, account).put(role.name, { ...role, trustPolicy: input.PolicyDocument });
  },
});

// No instance profiles here, so none holds the role.
export const listInstanceProfilesForRole = operation<
  Received<iam.ListInstanceProfilesForRoleRequest>,
  iam.ListInstanceProfilesForRoleResponse
>({
  access: (input, context) => roleAccess('iam:ListInstanceProfilesForRole', input.RoleName, context),
  run(input, { state, account }) {
    getRole(state, account, input.RoleName);
    return { InstanceProfiles: [], IsTruncated: false };
  },
});
