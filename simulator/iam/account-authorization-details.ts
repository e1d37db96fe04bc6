import type * as iam from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { attachedPolicies } from './attached-policies.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { requireOneOf } from './constraints.ts';
import { groupShape } from './find-group.ts';
import { instanceProfileShape, profilesWith } from './instance-profile-shape.ts';
import { pageOf } from './page-of.ts';
import { policyShape } from './policy-shape.ts';
import { isUsed, usesOf } from './policy-uses.ts';
import { versionShape } from './policy-versions.ts';
import type { Received } from './received.ts';
import { lastUsedShape, roleShape } from './role-shape.ts';
import {
  type Group,
  groupsOf,
  type Identity,
  type ManagedPolicy,
  managedPoliciesOf,
  type Role,
  rolesOf,
  type User,
  usersOf,
} from './tables.ts';
import { userShape } from './user-shape.ts';

type Input = Received<iam.GetAccountAuthorizationDetailsRequest>;

const KINDS = ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'];

/** One of the things that are told, before it is known which page it falls on. */
type Entry =
  | { kind: 'User'; row: User }
  | { kind: 'Group'; row: Group }
  | { kind: 'Role'; row: Role }
  | { kind: 'LocalManagedPolicy' | 'AWSManagedPolicy'; row: ManagedPolicy };

/** Everything about who may do what in the account; a page counts users, groups, roles and policies together. */
export const getAccountAuthorizationDetails = operation<Input, iam.GetAccountAuthorizationDetailsResponse>({
  limits: 'AWS’s policies in their current version.',
  access: () => [{ action: 'iam:GetAccountAuthorizationDetails', resource: '*' }],
  run(input, { state, account }) {
    for (const [index, kind] of (input.Filter ?? []).entries()) {
      requireOneOf(kind, `filter.${index + 1}.member`, KINDS);
    }
    const wanted = entriesOf(state, account).filter(({ kind }) => !input.Filter?.length || input.Filter.includes(kind));
    const { items, ...page } = pageOf(wanted, ({ kind, row }) => `${kind}/${row.arn}`, input);
    return {
      UserDetailList: items.flatMap((entry) => (entry.kind === 'User' ? [userDetail(entry.row)] : [])),
      GroupDetailList: items.flatMap((entry) => (entry.kind === 'Group' ? [groupDetail(entry.row)] : [])),
      RoleDetailList: items.flatMap((entry) => (entry.kind === 'Role' ? [roleDetail(state, account, entry.row)] : [])),
      Policies: items.flatMap((entry) =>
        entry.kind === 'LocalManagedPolicy' || entry.kind === 'AWSManagedPolicy'
          ? [policyDetail(state, account, entry.row)]
          : [],
      ),
      ...page,
    };
  },
});

/** Of AWS's policies, those in use. Assumed; not confirmed against AWS. */
function entriesOf(state: State, account: string): Entry[] {
  const used = [...awsManagedPolicies.values()].filter(({ arn }) => isUsed(usesOf(state, account, arn)));
  return [
    ...[...usersOf(state, account).values()].map((row) => ({ kind: 'User' as const, row })),
    ...[...groupsOf(state, account).values()].map((row) => ({ kind: 'Group' as const, row })),
    ...[...rolesOf(state, account).values()].map((row) => ({ kind: 'Role' as const, row })),
    ...[...managedPoliciesOf(state, account).values()].map((row) => ({ kind: 'LocalManagedPolicy' as const, row })),
    ...used.map((row) => ({ kind: 'AWSManagedPolicy' as const, row })),
  ];
}

function userDetail(user: User): iam.UserDetail {
  return {
    ...userShape(user),
    ...optional('UserPolicyList', inlineDetails(user)),
    GroupList: user.groupNames,
    AttachedManagedPolicies: attachedPolicies(user.attachedPolicyArns),
  };
}

function groupDetail(group: Group): iam.GroupDetail {
  return {
    ...groupShape(group),
    GroupPolicyList: inlineDetails(group),
    AttachedManagedPolicies: attachedPolicies(group.attachedPolicyArns),
  };
}

function roleDetail(state: State, account: string, role: Role): iam.RoleDetail {
  const { Description: _description, MaxSessionDuration: _maximum, ...shape } = roleShape(role);
  return {
    ...shape,
    ...lastUsedShape(state, role),
    InstanceProfileList: profilesWith(state, account, role.name).map((profile) =>
      instanceProfileShape(state, account, profile),
    ),
    RolePolicyList: inlineDetails(role),
    AttachedManagedPolicies: attachedPolicies(role.attachedPolicyArns),
  };
}

function policyDetail(state: State, account: string, policy: ManagedPolicy): iam.ManagedPolicyDetail {
  const { Tags: _tags, ...shape } = policyShape(state, account, policy);
  return { ...shape, PolicyVersionList: policy.versions.map((version) => versionShape(policy, version)) };
}

function inlineDetails({ inlinePolicies }: Identity): iam.PolicyDetail[] {
  return Object.entries(inlinePolicies).map(([name, document]) => ({
    PolicyName: name,
    PolicyDocument: encodeURIComponent(document),
  }));
}

function optional<Name extends string, Item>(name: Name, items: Item[]): Partial<Record<Name, Item[]>> {
  return items.length > 0 ? ({ [name]: items } as Record<Name, Item[]>) : {};
}
