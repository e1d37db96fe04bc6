import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { policyNameOf, requireAttachablePolicy } from './find-policy.ts';
import { getRole, roleAccess } from './find-role.ts';
import { limitExceeded, noSuchEntity } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';
import { rolesOf } from './tables.ts';

const MAX_ATTACHED_POLICIES = 10;

export const attachRolePolicy = operation<Received<iam.AttachRolePolicyRequest>, void>({
  access: (input, context) =>
    roleAccess('iam:AttachRolePolicy', input.RoleName, context, { 'iam:PolicyARN': input.PolicyArn }),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    requireAttachablePolicy(state, account, input.PolicyArn, 'Policy');
    if (role.attachedPolicyArns.includes(input.PolicyArn)) return;
    if (role.attachedPolicyArns.length >= MAX_ATTACHED_POLICIES) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED_POLICIES}`);
    }
    const attachedPolicyArns = [...role.attachedPolicyArns, input.PolicyArn];
    rolesOf(state, account).put(role.name, { ...role, attachedPolicyArns });
  },
});

export const detachRolePolicy = operation<Received<iam.DetachRolePolicyRequest>, void>({
  access: (input, context) =>
    roleAccess('iam:DetachRolePolicy', input.RoleName, context, { 'iam:PolicyARN': input.PolicyArn }),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    if (!role.attachedPolicyArns.includes(input.PolicyArn))
      throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
    const attachedPolicyArns = role.attachedPolicyArns.filter((arn) => arn !== input.PolicyArn);
    rolesOf(state, account).put(role.name, { ...role, attachedPolicyArns });
  },
});

export const listAttachedRolePolicies = operation<
  Received<iam.ListAttachedRolePoliciesRequest>,
  iam.ListAttachedRolePoliciesResponse
>({
  access: (input, context) => roleAccess('iam:ListAttachedRolePolicies', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    const { items, ...page } = pageOf(role.attachedPolicyArns, (arn) => arn, input);
    return { AttachedPolicies: items.map((arn) => ({ PolicyName: policyNameOf(arn), PolicyArn: arn })), ...page };
  },
});

export const putRolePermissionsBoundary = operation<Received<iam.PutRolePermissionsBoundaryRequest>, void>({
  access: (input, context) =>
    roleAccess('iam:PutRolePermissionsBoundary', input.RoleName, context, {
      'iam:PermissionsBoundary': input.PermissionsBoundary,
    }),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    requireAttachablePolicy(state, account, input.PermissionsBoundary, 'Scope ARN:');
    rolesOf(state, account).put(role.name, { ...role, permissionsBoundaryArn: input.PermissionsBoundary });
  },
});

export const deleteRolePermissionsBoundary = operation<Received<iam.DeleteRolePermissionsBoundaryRequest>, void>({
  access: (input, context) => roleAccess('iam:DeleteRolePermissionsBoundary', input.RoleName, context),
  run(input, { state, account }) {
    const { permissionsBoundaryArn: _removed, ...role } = getRole(state, account, input.RoleName);
    rolesOf(state, account).put(role.name, role);
  },
});
