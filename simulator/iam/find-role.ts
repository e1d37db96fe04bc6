import type { State } from '../state/state.ts';
import type { Access, CallContext } from '../wire/operation.ts';
import { noSuchEntity } from './iam-errors.ts';
import { type Role, rolesOf } from './tables.ts';

/** The role of that name or ARN in `account`; undefined if there is none, or if the ARN is another account's. */
export function findRole(state: State, account: string, nameOrArn: string): Role | undefined {
  if (!nameOrArn.startsWith('arn:')) return rolesOf(state, account).get(nameOrArn);
  const role = rolesOf(state, account).get(nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1));
  return role?.arn === nameOrArn ? role : undefined;
}

/** As `findRole`. Errors: NoSuchEntity 404. */
export function getRole(state: State, account: string, nameOrArn: string): Role {
  const role = findRole(state, account, nameOrArn);
  if (!role) throw noSuchEntity(`The role with name ${nameOrArn} cannot be found.`);
  return role;
}

/** The permission to act on a role: its ARN, and its tags as aws:ResourceTag and iam:ResourceTag. */
export function roleAccess(
  action: string,
  name: string,
  { state, account }: CallContext,
  context: Record<string, string | string[]> = {},
): Access[] {
  const role = rolesOf(state, account).get(name);
  const resource = role?.arn ?? roleArn(account, '/', name);
  const tags = Object.entries(role?.tags ?? {}).map(([key, value]) => [`iam:ResourceTag/${key}`, value]);
  return [{ action, resource, resourceTags: role?.tags ?? {}, context: { ...Object.fromEntries(tags), ...context } }];
}

export const roleArn = (account: string, path: string, name: string) => `arn:aws:iam::${account}:role${path}${name}`;
