import { AwsError } from '../aws-error.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import { namedEntity } from './entity.ts';
import { noSuchEntity } from './iam-errors.ts';
import { type Role, rolesOf } from './tables.ts';

/** The role of that name or ARN in `account`; undefined if there is none, or if the ARN is another account's. */
export function findRole(state: State, account: string, nameOrArn: string): Role | undefined {
  if (!nameOrArn.startsWith('arn:')) return rolesOf(state, account).get(nameOrArn);
  const role = rolesOf(state, account).get(nameInArn(nameOrArn));
  return role?.arn === nameOrArn ? role : undefined;
}

/** As `findRole`. Errors: NoSuchEntity 404. */
export function getRole(state: State, account: string, nameOrArn: string): Role {
  const role = findRole(state, account, nameOrArn);
  if (!role) throw noSuchEntity(`The role with name ${nameOrArn} cannot be found.`);
  return role;
}

export const roleArn = (account: string, path: string, name: string) => `arn:aws:iam::${account}:role${path}${name}`;

/** Service-linked roles are changed by their services only. Errors: UnmodifiableEntity 400. */
export function requireModifiable({ name, path }: Pick<Role, 'name' | 'path'>): void {
  if (!path.startsWith('/aws-service-role/')) return;
  // Text: https://github.com/rebuy-de/aws-nuke/issues/441
  const message = `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`;
  throw new AwsError('UnmodifiableEntity', 400, message);
}

export const roleEntity = namedEntity({
  noun: 'role',
  member: 'RoleName',
  tableOf: rolesOf,
  get: getRole,
  requireModifiable: (role: Role) => requireModifiable(role),
  arnOf: (account, name) => roleArn(account, '/', name),
});
