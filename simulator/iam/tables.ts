import type { State, Table } from '../state/state.ts';

/** A role, by its name. Documents are kept as the JSON texts that were sent. */
export interface Role {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAtMs: number;
  description?: string;
  maxSessionDurationSeconds: number;
  trustPolicy: string;
  tags: Tags;
  /** Documents by policy name. */
  inlinePolicies: Record<string, string>;
  attachedPolicyArns: string[];
  permissionsBoundaryArn?: string;
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

/** A user, by name. Users are seeded: there is no CreateUser. */
export interface User {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAtMs: number;
  attachedPolicyArns: string[];
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
