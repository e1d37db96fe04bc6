import type * as iam from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { requireName, requirePath, requirePathPrefix } from './constraints.ts';
import { namedEntity } from './entity.ts';
import { getRole, roleEntity } from './find-role.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './iam-errors.ts';
import { instanceProfileShape, profilesWith } from './instance-profile-shape.ts';
import { pageOf } from './page-of.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { type InstanceProfile, instanceProfilesOf } from './tables.ts';
import { requestTagContext, withTags } from './tags.ts';
import { uniqueId } from './unique-id.ts';

function getProfile(state: State, account: string, name: string): InstanceProfile {
  const profile = instanceProfilesOf(state, account).get(name);
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

const profileArn = (account: string, path: string, name: string) =>
  `arn:aws:iam::${account}:instance-profile${path}${name}`;

export const instanceProfileEntity = namedEntity({
  noun: 'instance profile',
  member: 'InstanceProfileName',
  tableOf: instanceProfilesOf,
  get: getProfile,
  arnOf: (account, name) => profileArn(account, '/', name),
});

export const createInstanceProfile = operation<
  Received<iam.CreateInstanceProfileRequest>,
  iam.CreateInstanceProfileResponse
>({
  limits: 'There are no instances to use it.',
  access: (input, { account }) => [
    {
      action: 'iam:CreateInstanceProfile',
      resource: profileArn(account, input.Path ?? '/', input.InstanceProfileName),
      context: requestTagContext(input.Tags),
    },
  ],
  run(input, context) {
    const { state, account, ids, now } = context;
    const { InstanceProfileName: name, Path: path = '/' } = input;
    requireName(name, 'instanceProfileName', 128);
    requirePath(path);
    const tags = withTags({}, input.Tags);
    const profiles = instanceProfilesOf(state, account);
    for (const taken of profiles.keys()) {
      if (taken.toLowerCase() === name.toLowerCase())
        throw entityAlreadyExists(`Instance Profile ${name} already exists.`);
    }
    requireWithinQuota(context, 'InstanceProfilesPerAccount', profiles.size + 1);
    const arn = profileArn(account, path, name);
    const profile = { name, path, id: uniqueId(ids, 'AIPA'), arn, createdAtMs: now, roleNames: [], tags };
    profiles.put(name, profile);
    return { InstanceProfile: instanceProfileShape(state, account, profile) };
  },
});

export const readInstanceProfile = operation<Received<iam.GetInstanceProfileRequest>, iam.GetInstanceProfileResponse>({
  access: (input, context) =>
    instanceProfileEntity.access('iam:GetInstanceProfile', input.InstanceProfileName, context),
  run: (input, { state, account }) => ({
    InstanceProfile: instanceProfileShape(state, account, getProfile(state, account, input.InstanceProfileName)),
  }),
});

export const listInstanceProfiles = operation<
  Received<iam.ListInstanceProfilesRequest>,
  iam.ListInstanceProfilesResponse
>({
  access: (input, { account }) => [
    {
      action: 'iam:ListInstanceProfiles',
      resource: `arn:aws:iam::${account}:instance-profile${input.PathPrefix ?? '/'}`,
    },
  ],
  run(input, { state, account }) {
    const prefix = requirePathPrefix(input.PathPrefix);
    const profiles = [...instanceProfilesOf(state, account).values()].filter(({ path }) => path.startsWith(prefix));
    return listing(state, account, profiles, input);
  },
});

export const listInstanceProfilesForRole = operation<
  Received<iam.ListInstanceProfilesForRoleRequest>,
  iam.ListInstanceProfilesForRoleResponse
>({
  access: (input, context) => roleEntity.access('iam:ListInstanceProfilesForRole', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    return listing(state, account, profilesWith(state, account, role.name), input);
  },
});

function listing(state: State, account: string, profiles: InstanceProfile[], input: iam.ListInstanceProfilesRequest) {
  const { items, ...page } = pageOf(profiles, (profile) => profile.name, input);
  // Tags are left out of listings, as their documentation says.
  const shapes = items.map((profile) => {
    const { Tags: _tags, ...shape } = instanceProfileShape(state, account, profile);
    return shape;
  });
  return { InstanceProfiles: shapes, ...page };
}

export const addRoleToInstanceProfile = operation<Received<iam.AddRoleToInstanceProfileRequest>, void>({
  access: (input, context) => [
    ...instanceProfileEntity.access('iam:AddRoleToInstanceProfile', input.InstanceProfileName, context),
    ...roleEntity.access('iam:PassRole', input.RoleName, context, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  ],
  run(input, context) {
    const { state, account } = context;
    const profile = getProfile(state, account, input.InstanceProfileName);
    const role = getRole(state, account, input.RoleName);
    requireWithinQuota(context, 'InstanceSessionsPerInstanceProfile', profile.roleNames.length + 1);
    instanceProfilesOf(state, account).put(profile.name, { ...profile, roleNames: [...profile.roleNames, role.name] });
  },
});

export const removeRoleFromInstanceProfile = operation<Received<iam.RemoveRoleFromInstanceProfileRequest>, void>({
  access: (input, context) =>
    instanceProfileEntity.access('iam:RemoveRoleFromInstanceProfile', input.InstanceProfileName, context),
  run(input, { state, account }) {
    const profile = getProfile(state, account, input.InstanceProfileName);
    const { name } = getRole(state, account, input.RoleName);
    // Assumed; not confirmed against AWS: the text.
    if (!profile.roleNames.includes(name)) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    const roleNames = profile.roleNames.filter((roleName) => roleName !== name);
    instanceProfilesOf(state, account).put(profile.name, { ...profile, roleNames });
  },
});

export const deleteInstanceProfile = operation<Received<iam.DeleteInstanceProfileRequest>, void>({
  access: (input, context) =>
    instanceProfileEntity.access('iam:DeleteInstanceProfile', input.InstanceProfileName, context),
  run(input, { state, account }) {
    const profile = getProfile(state, account, input.InstanceProfileName);
    if (profile.roleNames.length > 0) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    instanceProfilesOf(state, account).delete(profile.name);
  },
});
