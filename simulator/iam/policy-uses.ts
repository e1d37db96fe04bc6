import type { State } from '../state/state.ts';
import { type Group, groupsOf, type Role, rolesOf, type User, usersOf } from './tables.ts';

/** Who in `account` uses a managed policy: attached to them, or as their boundary. */
export interface PolicyUses {
  roles: Role[];
  users: User[];
  groups: Group[];
  boundedRoles: Role[];
  boundedUsers: User[];
}

export function usesOf(state: State, account: string, arn: string): PolicyUses {
  const roles = [...rolesOf(state, account).values()];
  const users = [...usersOf(state, account).values()];
  return {
    roles: roles.filter((role) => role.attachedPolicyArns.includes(arn)),
    users: users.filter((user) => user.attachedPolicyArns.includes(arn)),
    groups: [...groupsOf(state, account).values()].filter((group) => group.attachedPolicyArns.includes(arn)),
    boundedRoles: roles.filter((role) => role.permissionsBoundaryArn === arn),
    boundedUsers: users.filter((user) => user.permissionsBoundaryArn === arn),
  };
}

export function isUsed(uses: PolicyUses): boolean {
  return Object.values(uses).some((users) => users.length > 0);
}
