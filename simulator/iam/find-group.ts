import type { Group as GroupShape } from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { dateOf } from './date-of.ts';
import { namedEntity } from './entity.ts';
import { noSuchEntity } from './iam-errors.ts';
import { type Group, groupsOf, type User, usersOf } from './tables.ts';

/** Errors: NoSuchEntity 404. */
export function getGroup(state: State, account: string, name: string): Group {
  const group = groupsOf(state, account).get(name);
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

export const groupArn = (account: string, path: string, name: string) => `arn:aws:iam::${account}:group${path}${name}`;

export const groupEntity = namedEntity({
  noun: 'group',
  member: 'GroupName',
  tableOf: groupsOf,
  get: getGroup,
  arnOf: (account, name) => groupArn(account, '/', name),
});

export function membersOf(state: State, account: string, groupName: string): User[] {
  return [...usersOf(state, account).values()].filter((user) => user.groupNames.includes(groupName));
}

/** A group as the API gives it. */
export function groupShape(group: Group): GroupShape {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: group.arn,
    CreateDate: dateOf(group.createdAtMs),
  };
}
