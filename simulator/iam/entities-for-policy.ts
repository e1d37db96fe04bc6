import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { requireOneOf, requirePathPrefix } from './constraints.ts';
import { getPolicy, policyAccess } from './find-policy.ts';
import { pageOf } from './page-of.ts';
import { USAGES } from './policies.ts';
import { type PolicyUses, usesOf } from './policy-uses.ts';
import type { Received } from './received.ts';
import type { Identity } from './tables.ts';

type Input = Received<iam.ListEntitiesForPolicyRequest>;

const KINDS = ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'];

interface Use {
  kind: 'Role' | 'User' | 'Group';
  identity: Identity;
}

export const listEntitiesForPolicy = operation<Input, iam.ListEntitiesForPolicyResponse>({
  access: (input, context) => policyAccess('iam:ListEntitiesForPolicy', input.PolicyArn, context),
  run(input, { state, account }) {
    getPolicy(state, account, input.PolicyArn);
    const prefix = requirePathPrefix(input.PathPrefix);
    requireOneOf(input.EntityFilter, 'entityFilter', KINDS);
    requireOneOf(input.PolicyUsageFilter, 'policyUsageFilter', USAGES);
    const uses = wantedUses(usesOf(state, account, input.PolicyArn), input);
    const within = uses.filter(({ identity }) => identity.path.startsWith(prefix));
    const { items, ...page } = pageOf(within, ({ kind, identity }) => `${kind}/${identity.name}`, input);
    const named = (kind: Use['kind']) => items.filter((use) => use.kind === kind).map(({ identity }) => identity);
    return {
      PolicyRoles: named('Role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      PolicyUsers: named('User').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyGroups: named('Group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      ...page,
    };
  },
});

/** Without a usage filter, who has the policy attached; it is told apart from who has it as a boundary. */
function wantedUses(uses: PolicyUses, { PolicyUsageFilter, EntityFilter }: Input): Use[] {
  const asBoundary = PolicyUsageFilter === 'PermissionsBoundary';
  const of = (kind: Use['kind'], identities: Identity[]) => identities.map((identity) => ({ kind, identity }));
  const all = [
    ...of('Role', asBoundary ? uses.boundedRoles : uses.roles),
    ...of('User', asBoundary ? uses.boundedUsers : uses.users),
    ...of('Group', asBoundary ? [] : uses.groups),
  ];
  return all.filter(({ kind }) => EntityFilter === undefined || EntityFilter === kind);
}
