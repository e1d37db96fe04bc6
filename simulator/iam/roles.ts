import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { requireLength, requireName, requirePath, requirePathPrefix, requireRange } from './constraints.ts';
import type { Scope } from './entity.ts';
import { requireAttachablePolicy } from './find-policy.ts';
import { getRole, requireModifiable, roleArn, roleEntity } from './find-role.ts';
import { deleteConflict, entityAlreadyExists } from './iam-errors.ts';
import { profilesWith } from './instance-profile-shape.ts';
import { pageOf } from './page-of.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { lastUsedShape, roleShape } from './role-shape.ts';
import { type Role, rolesOf } from './tables.ts';
import { requestTagContext, withTags } from './tags.ts';
import { requireTrustPolicy } from './trust-policy.ts';
import { uniqueId } from './unique-id.ts';

const DEFAULT_SESSION_SECONDS = 3600;
const MAX_SESSION_SECONDS = 43_200;

export const createRole = operation<Received<iam.CreateRoleRequest>, iam.CreateRoleResponse>({
  limits: 'Of principals only users and roles must exist.',
  access(input, { account }) {
    const context: Record<string, string | string[]> = requestTagContext(input.Tags);
    if (input.PermissionsBoundary) context['iam:PermissionsBoundary'] = input.PermissionsBoundary;
    return [{ action: 'iam:CreateRole', resource: roleArn(account, input.Path ?? '/', input.RoleName), context }];
  },
  run(input, context) {
    const { state, account, ids, now } = context;
    requireName(input.RoleName, 'roleName', 64);
    requirePath(input.Path ?? '/');
    requireModifiable({ name: input.RoleName, path: input.Path ?? '/' });
    const maxSessionDurationSeconds = requireSessionDuration(input.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS);
    const tags = withTags({}, input.Tags);
    if (input.Description !== undefined) requireLength(input.Description, 'description', 0, 1000);
    requireTrustPolicy(context, input.AssumeRolePolicyDocument, 'assumeRolePolicyDocument');
    if (input.PermissionsBoundary) requireAttachablePolicy(context, input.PermissionsBoundary, 'Scope ARN:');
    requireFreeName(context, input.RoleName);
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
function requireFreeName(scope: Scope, name: string): void {
  const roles = rolesOf(scope.state, scope.account);
  for (const taken of roles.keys()) {
    if (taken.toLowerCase() === name.toLowerCase()) throw entityAlreadyExists(`Role with name ${name} already exists.`);
  }
  requireWithinQuota(scope, 'RolesPerAccount', roles.size + 1);
}

function requireSessionDuration(seconds: number): number {
  requireRange(seconds, 'maxSessionDuration', DEFAULT_SESSION_SECONDS, MAX_SESSION_SECONDS);
  return seconds;
}

export const readRole = operation<Received<iam.GetRoleRequest>, iam.GetRoleResponse>({
  limits: 'Last used: since the start.',
  access: (input, context) => roleEntity.access('iam:GetRole', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    return { Role: { ...roleShape(role), ...lastUsedShape(state, role) } };
  },
});

export const listRoles = operation<Received<iam.ListRolesRequest>, iam.ListRolesResponse>({
  access: (input, { account }) => [
    { action: 'iam:ListRoles', resource: `arn:aws:iam::${account}:role${input.PathPrefix ?? '/'}` },
  ],
  run(input, { state, account }) {
    const prefix = requirePathPrefix(input.PathPrefix);
    const roles = [...rolesOf(state, account).values()].filter((role) => role.path.startsWith(prefix));
    const { items, ...page } = pageOf(roles, (role) => role.name, input);
    // Tags, boundary and last use are left out of listings, as ListRoles' documentation says.
    const shapes = items.map((role) => {
      const { Tags: _tags, PermissionsBoundary: _boundary, ...shape } = roleShape(role);
      return shape;
    });
    return { Roles: shapes, ...page };
  },
});

export const deleteRole = operation<Received<iam.DeleteRoleRequest>, void>({
  access: (input, context) => roleEntity.access('iam:DeleteRole', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    requireModifiable(role);
    if (profilesWith(state, account, role.name).length > 0) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
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
  access: (input, context) => roleEntity.access('iam:UpdateRole', input.RoleName, context),
  run(input, { state, account }) {
    const role = { ...getRole(state, account, input.RoleName) };
    if (input.Description !== undefined) role.description = input.Description;
    if (input.MaxSessionDuration !== undefined) {
      requireModifiable(role);
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
  access: (input, context) => roleEntity.access('iam:UpdateRoleDescription', input.RoleName, context),
  run(input, { state, account }) {
    const role = { ...getRole(state, account, input.RoleName), description: input.Description };
    rolesOf(state, account).put(role.name, role);
    return { Role: roleShape(role) };
  },
});

export const updateAssumeRolePolicy = operation<Received<iam.UpdateAssumeRolePolicyRequest>, void>({
  limits: 'Of principals only users and roles must exist.',
  access: (input, context) => roleEntity.access('iam:UpdateAssumeRolePolicy', input.RoleName, context),
  run(input, context) {
    roleEntity.changePolicies(context, input.RoleName, (role) => {
      requireTrustPolicy(context, input.PolicyDocument);
      return { ...role, trustPolicy: input.PolicyDocument };
    });
  },
});
