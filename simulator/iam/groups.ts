import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { requireName, requirePath, requirePathPrefix } from './constraints.ts';
import type { Scope } from './entity.ts';
import { getGroup, groupArn, groupEntity, groupShape, membersOf } from './find-group.ts';
import { deleteConflict, entityAlreadyExists } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { type Group, groupsOf, usersOf } from './tables.ts';
import { uniqueId } from './unique-id.ts';
import { listedUser } from './user-shape.ts';

export const createGroup = operation<Received<iam.CreateGroupRequest>, iam.CreateGroupResponse>({
  access: (input, { account }) => [
    { action: 'iam:CreateGroup', resource: groupArn(account, input.Path ?? '/', input.GroupName) },
  ],
  run(input, context) {
    const { state, account, ids, now } = context;
    requireName(input.GroupName, 'groupName', 128);
    requirePath(input.Path ?? '/');
    requireFreeName(context, input.GroupName);
    requireWithinQuota(context, 'GroupsPerAccount', groupsOf(state, account).size + 1);
    const group: Group = {
      name: input.GroupName,
      path: input.Path ?? '/',
      id: uniqueId(ids, 'AGPA'),
      arn: groupArn(account, input.Path ?? '/', input.GroupName),
      createdAtMs: now,
      inlinePolicies: {},
      attachedPolicyArns: [],
    };
    groupsOf(state, account).put(group.name, group);
    return { Group: groupShape(group) };
  },
});

function requireFreeName({ state, account }: Scope, name: string): void {
  for (const taken of groupsOf(state, account).keys()) {
    if (taken.toLowerCase() === name.toLowerCase())
      throw entityAlreadyExists(`Group with name ${name} already exists.`);
  }
}

/** The group, and a page of its members. */
export const readGroup = operation<Received<iam.GetGroupRequest>, iam.GetGroupResponse>({
  access: (input, context) => groupEntity.access('iam:GetGroup', input.GroupName, context),
  run(input, { state, account }) {
    const group = getGroup(state, account, input.GroupName);
    const { items, ...page } = pageOf(membersOf(state, account, group.name), (user) => user.name, input);
    return { Group: groupShape(group), Users: items.map(listedUser), ...page };
  },
});

export const listGroups = operation<Received<iam.ListGroupsRequest>, iam.ListGroupsResponse>({
  access: (input, { account }) => [
    { action: 'iam:ListGroups', resource: `arn:aws:iam::${account}:group${input.PathPrefix ?? '/'}` },
  ],
  run(input, { state, account }) {
    const prefix = requirePathPrefix(input.PathPrefix);
    const groups = [...groupsOf(state, account).values()].filter((group) => group.path.startsWith(prefix));
    const { items, ...page } = pageOf(groups, (group) => group.name, input);
    return { Groups: items.map(groupShape), ...page };
  },
});

export const updateGroup = operation<Received<iam.UpdateGroupRequest>, void>({
  access: (input, context) => groupEntity.access('iam:UpdateGroup', input.GroupName, context),
  run(input, context) {
    const { state, account } = context;
    const before = getGroup(state, account, input.GroupName);
    const { NewGroupName: name = before.name, NewPath: path = before.path } = input;
    requireName(name, 'newGroupName', 128);
    requirePath(path, 'newPath');
    if (name.toLowerCase() !== before.name.toLowerCase()) requireFreeName(context, name);
    groupsOf(state, account).delete(before.name);
    groupsOf(state, account).put(name, { ...before, name, path, arn: groupArn(account, path, name) });
    for (const user of membersOf(state, account, before.name)) {
      const groupNames = user.groupNames.map((groupName) => (groupName === before.name ? name : groupName));
      usersOf(state, account).put(user.name, { ...user, groupNames });
    }
  },
});

export const deleteGroup = operation<Received<iam.DeleteGroupRequest>, void>({
  access: (input, context) => groupEntity.access('iam:DeleteGroup', input.GroupName, context),
  run(input, { state, account }) {
    const group = getGroup(state, account, input.GroupName);
    if (membersOf(state, account, group.name).length > 0) {
      throw deleteConflict('Cannot delete entity, must remove users from group first.');
    }
    if (group.attachedPolicyArns.length > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    }
    if (Object.keys(group.inlinePolicies).length > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    }
    groupsOf(state, account).delete(group.name);
  },
});
