import type { RoleLastUsed, Role as RoleShape } from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { boundaryShape } from './boundaries.ts';
import { dateOf } from './date-of.ts';
import { findLastUse } from './last-use.ts';
import type { Role } from './tables.ts';
import { tagList } from './tags.ts';

/** A role as the API gives it; its trust policy is URL-encoded there. */
export function roleShape(role: Role): RoleShape {
  const shape: RoleShape = {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: dateOf(role.createdAtMs),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    MaxSessionDuration: role.maxSessionDurationSeconds,
  };
  if (role.description !== undefined) shape.Description = role.description;
  if (Object.keys(role.tags).length > 0) shape.Tags = tagList(role.tags);
  return { ...shape, ...boundaryShape(role) };
}

/** Where and when a role was used last; empty if it never was. */
export function lastUsedShape(state: State, role: Role): { RoleLastUsed: RoleLastUsed } {
  const use = findLastUse(state, role.arn);
  return { RoleLastUsed: use ? { LastUsedDate: dateOf(use.atMs), Region: use.region } : {} };
}
