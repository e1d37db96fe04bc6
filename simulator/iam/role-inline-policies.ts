import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { countedLength, requireDocument } from './compiled-document.ts';
import { requireName } from './constraints.ts';
import { getRole, roleAccess } from './find-role.ts';
import { limitExceeded, noSuchEntity } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';
import { type Role, rolesOf } from './tables.ts';

/** All of a role's inline policies together. facts D */
const MAX_INLINE_LENGTH = 10_240;

export const putRolePolicy = operation<Received<iam.PutRolePolicyRequest>, void>({
  access: (input, context) => roleAccess('iam:PutRolePolicy', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    requireName(input.PolicyName, 'policyName', 128);
    requireDocument(input.PolicyDocument, 'identity');
    const inlinePolicies = { ...role.inlinePolicies, [input.PolicyName]: input.PolicyDocument };
    const length = Object.values(inlinePolicies).reduce((sum, document) => sum + countedLength(document), 0);
    if (length > MAX_INLINE_LENGTH) {
      throw limitExceeded(`Maximum policy size of ${MAX_INLINE_LENGTH} bytes exceeded for role ${role.name}`);
    }
    rolesOf(state, account).put(role.name, { ...role, inlinePolicies });
  },
});

export const getRolePolicy = operation<Received<iam.GetRolePolicyRequest>, iam.GetRolePolicyResponse>({
  access: (input, context) => roleAccess('iam:GetRolePolicy', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    const document = requireInlinePolicy(role, input.PolicyName);
    return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encodeURIComponent(document) };
  },
});

export const listRolePolicies = operation<Received<iam.ListRolePoliciesRequest>, iam.ListRolePoliciesResponse>({
  access: (input, context) => roleAccess('iam:ListRolePolicies', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    const { items, ...page } = pageOf(Object.keys(role.inlinePolicies), (name) => name, input);
    return { PolicyNames: items, ...page };
  },
});

export const deleteRolePolicy = operation<Received<iam.DeleteRolePolicyRequest>, void>({
  access: (input, context) => roleAccess('iam:DeleteRolePolicy', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    requireInlinePolicy(role, input.PolicyName);
    const { [input.PolicyName]: _deleted, ...inlinePolicies } = role.inlinePolicies;
    rolesOf(state, account).put(role.name, { ...role, inlinePolicies });
  },
});

function requireInlinePolicy(role: Role, name: string): string {
  const document = Object.hasOwn(role.inlinePolicies, name) ? role.inlinePolicies[name] : undefined;
  if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return document;
}
