import type { State } from '../state/state.ts';
import { type Role, rolesOf, type User, usersOf } from './tables.ts';

/** Who in `account` uses a managed policy: attached to them, or as their boundary. */
export interface PolicyUses {
  roles: Role[];
  users: User[];
  boundaries: Role[];
}

export function usesOf(state: State, account: string, arn: string): PolicyUses {
  const roles = [...rolesOf(state, account).values()];
  return {
    roles: roles.filter((role) => role.attachedPolicyArns.includes(arn)),
    users: [...usersOf(state, account).values()].filter((user) => user.attachedPolicyArns.includes(arn)),
    boundaries: roles.filter((role) => role.permissionsBoundaryArn === arn),
  };
}
