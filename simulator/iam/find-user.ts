import type { AccessKey, Caller } from '../caller.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import { namedEntity, type Scope } from './entity.ts';
import { noSuchEntity, validationError } from './iam-errors.ts';
import { type User, usersOf } from './tables.ts';

/** Errors: NoSuchEntity 404. */
export function getUser(state: State, account: string, name: string): User {
  const user = usersOf(state, account).get(name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** The name that was asked for; without one, the caller's own. Errors: ValidationError if the caller is no user. */
export function requestedName(name: string | undefined, caller: Caller): string {
  if (name !== undefined) return name;
  if (caller.type !== 'user') throw validationError('Must specify userName when calling with non-User credentials');
  return nameInArn(caller.arn);
}

export const userArn = (account: string, path: string, name: string) => `arn:aws:iam::${account}:user${path}${name}`;

export const userEntity = namedEntity({
  noun: 'user',
  member: 'UserName',
  tableOf: usersOf,
  get: getUser,
  arnOf: (account, name) => userArn(account, '/', name),
});

/** The keys of a user, temporary ones of its own sessions included. */
export function allKeysOf({ state, account }: Scope, userName: string): AccessKey[] {
  return [...state.table<AccessKey>('credentials/keys').values()].filter(
    (key) => key.account === account && key.userName === userName,
  );
}

/** The long-lived ones, which IAM lists. */
export function keysOf(scope: Scope, userName: string): AccessKey[] {
  return allKeysOf(scope, userName).filter((key) => key.sessionToken === undefined);
}
