import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { getGroup, groupEntity, groupShape } from './find-group.ts';
import { getUser, userEntity } from './find-user.ts';
import { pageOf } from './page-of.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { usersOf } from './tables.ts';

// Adding a member again, and removing who is none, is no error. Assumed; not confirmed against AWS: the latter.
export const addUserToGroup = operation<Received<iam.AddUserToGroupRequest>, void>({
  access: (input, context) => groupEntity.access('iam:AddUserToGroup', input.GroupName, context),
  run(input, context) {
    const { state, account } = context;
    const group = getGroup(state, account, input.GroupName);
    const user = getUser(state, account, input.UserName);
    if (user.groupNames.includes(group.name)) return;
    requireWithinQuota(context, 'GroupsPerUser', user.groupNames.length + 1);
    usersOf(state, account).put(user.name, { ...user, groupNames: [...user.groupNames, group.name] });
  },
});

export const removeUserFromGroup = operation<Received<iam.RemoveUserFromGroupRequest>, void>({
  access: (input, context) => groupEntity.access('iam:RemoveUserFromGroup', input.GroupName, context),
  run(input, { state, account }) {
    const group = getGroup(state, account, input.GroupName);
    const user = getUser(state, account, input.UserName);
    const groupNames = user.groupNames.filter((name) => name !== group.name);
    usersOf(state, account).put(user.name, { ...user, groupNames });
  },
});

export const listGroupsForUser = operation<Received<iam.ListGroupsForUserRequest>, iam.ListGroupsForUserResponse>({
  access: (input, context) => userEntity.access('iam:ListGroupsForUser', input.UserName, context),
  run(input, { state, account }) {
    const { groupNames } = getUser(state, account, input.UserName);
    const { items, ...page } = pageOf(groupNames, (name) => name, input);
    return { Groups: items.map((name) => groupShape(getGroup(state, account, name))), ...page };
  },
});
