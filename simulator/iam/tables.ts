import type { State, Table } from '../state/state.ts';

/** What policies can be given to: a role, a user or a group, by its name. */
export interface Identity {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAtMs: number;
  /** Documents by policy name. */
  inlinePolicies: Record<string, string>;
  attachedPolicyArns: string[];
}

/** A role, by its name. Documents are kept as the JSON texts that were sent. */
export interface Role extends Identity {
  description?: string;
  maxSessionDurationSeconds: number;
  trustPolicy: string;
  tags: Tags;
  permissionsBoundaryArn?: string;
}

/** A user, by name. */
export interface User extends Identity {
  tags: Tags;
  permissionsBoundaryArn?: string;
  /** In the order they were joined. */
  groupNames: string[];
  loginProfile?: { createdAtMs: number; passwordResetRequired: boolean };
}

/** A group, by name; its members' rows name it. */
export type Group = Identity;

/** What gives an EC2 instance its role, by name. */
export interface InstanceProfile {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAtMs: number;
  /** At most one, as the quota InstanceSessionsPerInstanceProfile says. */
  roleNames: string[];
  tags: Tags;
}

/** A managed policy, by its ARN. */
export interface ManagedPolicy {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAtMs: number;
  updatedAtMs: number;
  description?: string;
  tags: Tags;
  versions: PolicyVersion[];
  defaultVersionId: string;
  /** Numbers are never used twice: v3 stays gone after its deletion. */
  nextVersionNumber: number;
}

export interface PolicyVersion {
  id: string;
  document: string;
  createdAtMs: number;
}

/** An OIDC identity provider, by its ARN. */
export interface OidcProvider {
  arn: string;
  /** Without the scheme, as GetOpenIDConnectProvider gives it and as condition keys begin. facts A.8 */
  url: string;
  clientIds: string[];
  thumbprints: string[];
  createdAtMs: number;
  tags: Tags;
}

/** Values by key, in the order they were set. */
export type Tags = Record<string, string>;

export const rolesOf = (state: State, account: string): Table<Role> => state.table(`${account}/iam/roles`);
export const managedPoliciesOf = (state: State, account: string): Table<ManagedPolicy> =>
  state.table(`${account}/iam/policies`);
export const oidcProvidersOf = (state: State, account: string): Table<OidcProvider> =>
  state.table(`${account}/iam/oidc-providers`);
export const usersOf = (state: State, account: string): Table<User> => state.table(`${account}/iam/users`);
export const groupsOf = (state: State, account: string): Table<Group> => state.table(`${account}/iam/groups`);
export const instanceProfilesOf = (state: State, account: string): Table<InstanceProfile> =>
  state.table(`${account}/iam/instance-profiles`);
