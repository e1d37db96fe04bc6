import type { InstanceProfile as InstanceProfileShape } from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { dateOf } from './date-of.ts';
import { roleShape } from './role-shape.ts';
import { type InstanceProfile, instanceProfilesOf, rolesOf } from './tables.ts';
import { tagList } from './tags.ts';

/** An instance profile as the API gives it, with its role in full. */
export function instanceProfileShape(state: State, account: string, profile: InstanceProfile): InstanceProfileShape {
  const roles = profile.roleNames.map((name) => rolesOf(state, account).get(name)).filter((role) => role !== undefined);
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: dateOf(profile.createdAtMs),
    Roles: roles.map(roleShape),
    Tags: tagList(profile.tags),
  };
}

/** The instance profiles that hold a role. */
export function profilesWith(state: State, account: string, roleName: string): InstanceProfile[] {
  return [...instanceProfilesOf(state, account).values()].filter((profile) => profile.roleNames.includes(roleName));
}
