import type * as iam from '@aws-sdk/client-iam';
import type { AccessKey } from '../caller.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { requireName, requirePath, requirePathPrefix } from './constraints.ts';
import type { Scope } from './entity.ts';
import { requireAttachablePolicy } from './find-policy.ts';
import { allKeysOf, getUser, keysOf, requestedName, userArn, userEntity } from './find-user.ts';
import { deleteConflict, entityAlreadyExists, invalidInput } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { type User, usersOf } from './tables.ts';
import { requestTagContext, withTags } from './tags.ts';
import { uniqueId } from './unique-id.ts';
import { listedUser, userShape } from './user-shape.ts';

export const createUser = operation<Received<iam.CreateUserRequest>, iam.CreateUserResponse>({
  limits: 'The name root is taken.',
  access(input, { account }) {
    const context: Record<string, string | string[]> = requestTagContext(input.Tags);
    if (input.PermissionsBoundary) context['iam:PermissionsBoundary'] = input.PermissionsBoundary;
    return [{ action: 'iam:CreateUser', resource: userArn(account, input.Path ?? '/', input.UserName), context }];
  },
  run(input, context) {
    const { state, account } = context;
    requireUserName(input.UserName);
    requirePath(input.Path ?? '/');
    const tags = withTags({}, input.Tags);
    if (input.PermissionsBoundary) requireAttachablePolicy(context, input.PermissionsBoundary, 'Scope ARN:');
    requireFreeName(context, input.UserName);
    requireWithinQuota(context, 'UsersPerAccount', usersOf(state, account).size + 1);
    const user = newUser(input, context, tags);
    usersOf(state, account).put(user.name, user);
    return { User: userShape(user) };
  },
});

function newUser(input: Received<iam.CreateUserRequest>, { account, ids, now }: CallContext, tags: User['tags']): User {
  return {
    name: input.UserName,
    path: input.Path ?? '/',
    id: uniqueId(ids, 'AIDA'),
    arn: userArn(account, input.Path ?? '/', input.UserName),
    createdAtMs: now,
    inlinePolicies: {},
    attachedPolicyArns: [],
    tags,
    groupNames: [],
    ...(input.PermissionsBoundary !== undefined && { permissionsBoundaryArn: input.PermissionsBoundary }),
  };
}

function requireUserName(name: string, member = 'userName'): void {
  requireName(name, member, 64);
  // The root user's keys go by this name: nobody may become it by being called so.
  if (name.toLowerCase() === 'root') throw invalidInput('The local cloud keeps the user name root for itself.');
}

function requireFreeName({ state, account }: Scope, name: string): void {
  for (const taken of usersOf(state, account).keys()) {
    if (taken.toLowerCase() === name.toLowerCase()) throw entityAlreadyExists(`User with name ${name} already exists.`);
  }
}

export const readUser = operation<Received<iam.GetUserRequest>, iam.GetUserResponse>({
  access: (input, context) => userEntity.access('iam:GetUser', requestedName(input.UserName, context.caller), context),
  run: (input, { state, account, caller }) => ({
    User: userShape(getUser(state, account, requestedName(input.UserName, caller))),
  }),
});

export const listUsers = operation<Received<iam.ListUsersRequest>, iam.ListUsersResponse>({
  access: (input, { account }) => [
    { action: 'iam:ListUsers', resource: `arn:aws:iam::${account}:user${input.PathPrefix ?? '/'}` },
  ],
  run(input, { state, account }) {
    const prefix = requirePathPrefix(input.PathPrefix);
    const users = [...usersOf(state, account).values()].filter((user) => user.path.startsWith(prefix));
    const { items, ...page } = pageOf(users, (user) => user.name, input);
    return { Users: items.map(listedUser), ...page };
  },
});

export const updateUser = operation<Received<iam.UpdateUserRequest>, void>({
  limits: 'The name root is taken.',
  access: (input, context) => userEntity.access('iam:UpdateUser', input.UserName, context),
  run(input, context) {
    const { state, account } = context;
    const before = getUser(state, account, input.UserName);
    const { NewUserName: name = before.name, NewPath: path = before.path } = input;
    requireUserName(name, 'newUserName');
    requirePath(path, 'newPath');
    if (name.toLowerCase() !== before.name.toLowerCase()) requireFreeName(context, name);
    const keys = allKeysOf(context, before.name);
    usersOf(state, account).delete(before.name);
    usersOf(state, account).put(name, { ...before, name, path, arn: userArn(account, path, name) });
    for (const key of keys) state.table<AccessKey>('credentials/keys').put(key.accessKeyId, { ...key, userName: name });
  },
});

export const deleteUser = operation<Received<iam.DeleteUserRequest>, void>({
  access: (input, context) => userEntity.access('iam:DeleteUser', input.UserName, context),
  run(input, context) {
    const { state, account } = context;
    const user = getUser(state, account, input.UserName);
    if (user.groupNames.length > 0) {
      throw deleteConflict('Cannot delete entity, must remove users from group first.');
    }
    if (keysOf(context, user.name).length > 0) {
      throw deleteConflict('Cannot delete entity, must delete access keys first.');
    }
    if (user.attachedPolicyArns.length > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    }
    if (Object.keys(user.inlinePolicies).length > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    }
    if (user.loginProfile) throw deleteConflict('Cannot delete entity, must delete login profile first.');
    for (const { accessKeyId } of allKeysOf(context, user.name))
      state.table<AccessKey>('credentials/keys').delete(accessKeyId);
    usersOf(state, account).delete(user.name);
  },
});
