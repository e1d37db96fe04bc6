import type * as iam from '@aws-sdk/client-iam';
import type { AccessKey, Caller } from '../caller.ts';
import type { State } from '../state/state.ts';
import { type Access, type CallContext, operation } from '../wire/operation.ts';
import { dateOf } from './date-of.ts';
import { noSuchEntity, validationError } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';
import { type User, usersOf } from './tables.ts';
import { tagList } from './tags.ts';

/** Errors: NoSuchEntity 404. */
export function getUser(state: State, account: string, name: string): User {
  const user = usersOf(state, account).get(name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** The name that was asked for; without one, the caller's own. Errors: ValidationError if the caller is no user. */
function requestedName(name: string | undefined, caller: Caller): string {
  if (name !== undefined) return name;
  if (caller.type !== 'user') throw validationError('Must specify userName when calling with non-User credentials');
  return caller.arn.slice(caller.arn.lastIndexOf('/') + 1);
}

function userAccess(action: string, name: string, { state, account }: CallContext): Access[] {
  const user = usersOf(state, account).get(name);
  const resource = user?.arn ?? `arn:aws:iam::${account}:user/${name}`;
  return [{ action, resource, resourceTags: user?.tags ?? {} }];
}

export const readUser = operation<Received<iam.GetUserRequest>, iam.GetUserResponse>({
  access: (input, context) => userAccess('iam:GetUser', requestedName(input.UserName, context.caller), context),
  run(input, { state, account, caller }) {
    const user = getUser(state, account, requestedName(input.UserName, caller));
    const shape: iam.User = {
      Path: user.path,
      UserName: user.name,
      UserId: user.id,
      Arn: user.arn,
      CreateDate: dateOf(user.createdAtMs),
    };
    if (Object.keys(user.tags).length > 0) shape.Tags = tagList(user.tags);
    return { User: shape };
  },
});

export const listAccessKeys = operation<Received<iam.ListAccessKeysRequest>, iam.ListAccessKeysResponse>({
  access: (input, context) => userAccess('iam:ListAccessKeys', requestedName(input.UserName, context.caller), context),
  run(input, { state, account, caller }) {
    const user = getUser(state, account, requestedName(input.UserName, caller));
    const keys = [...state.table<AccessKey>('credentials/keys').values()].filter(
      (key) => key.account === account && key.userName === user.name,
    );
    const { items, ...page } = pageOf(keys, (key) => key.accessKeyId, input);
    const shapes = items.map((key) => ({
      UserName: user.name,
      AccessKeyId: key.accessKeyId,
      Status: key.status,
      CreateDate: dateOf(key.createdAtMs),
    }));
    return { AccessKeyMetadata: shapes, ...page };
  },
});
