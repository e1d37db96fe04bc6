import type { AccessKey } from '../caller.ts';
import { BASE64, type Clock, type Ids } from '../runtime-services.ts';
import type { State } from '../state/state.ts';
import { type Role, rolesOf, usersOf } from './tables.ts';
import { uniqueId } from './unique-id.ts';

/** What a client signs with. */
export interface KeyPair {
  accessKeyId: string;
  secretAccessKey: string;
}

export const NODE_ROLE_NAME = 'workshop-node';
export const CLUSTER_ROLE_NAME = 'workshop-cluster';

const AWS_POLICY = 'arn:aws:iam::aws:policy';

export interface AccountSeed {
  /** Twelve digits. */
  account: string;
  /** The administrator's user name. */
  adminUser: string;
  clock: Clock;
  ids: Ids;
}

/**
 * Puts in place what an account has from the start, as far as it is missing: an administrator with one access key, and
 * the roles of nodes and clusters. Returns the administrator's keys.
 */
export function seedAccount(state: State, seed: AccountSeed): KeyPair {
  return state.transaction(() => {
    seedUser(state, seed);
    seedRole(state, seed, NODE_ROLE_NAME, 'ec2.amazonaws.com', [
      `${AWS_POLICY}/AmazonEKSWorkerNodePolicy`,
      `${AWS_POLICY}/AmazonEKS_CNI_Policy`,
      `${AWS_POLICY}/AmazonEC2ContainerRegistryPullOnly`,
    ]);
    seedRole(state, seed, CLUSTER_ROLE_NAME, 'eks.amazonaws.com', [`${AWS_POLICY}/AmazonEKSClusterPolicy`]);
    return seedAccessKey(state, seed);
  });
}

function seedUser(state: State, { account, adminUser, clock, ids }: AccountSeed): void {
  const users = usersOf(state, account);
  if (users.has(adminUser)) return;
  users.put(adminUser, {
    name: adminUser,
    path: '/',
    id: uniqueId(ids, 'AIDA'),
    arn: `arn:aws:iam::${account}:user/${adminUser}`,
    createdAtMs: clock.now(),
    inlinePolicies: {},
    attachedPolicyArns: [`${AWS_POLICY}/AdministratorAccess`],
    tags: {},
    groupNames: [],
  });
}

function seedRole(state: State, seed: AccountSeed, name: string, service: string, attachedPolicyArns: string[]): void {
  const roles = rolesOf(state, seed.account);
  if (roles.has(name)) return;
  const role: Role = {
    name,
    path: '/',
    id: uniqueId(seed.ids, 'AROA'),
    arn: `arn:aws:iam::${seed.account}:role/${name}`,
    createdAtMs: seed.clock.now(),
    maxSessionDurationSeconds: 3600,
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
    tags: {},
    inlinePolicies: {},
    attachedPolicyArns,
  };
  roles.put(name, role);
}

function seedAccessKey(state: State, { account, adminUser, clock, ids }: AccountSeed): KeyPair {
  const keys = state.table<AccessKey>('credentials/keys');
  const known = [...keys.values()].find((key) => key.account === account && key.userName === adminUser);
  if (known) return { accessKeyId: known.accessKeyId, secretAccessKey: known.secretAccessKey };
  const pair = { accessKeyId: uniqueId(ids, 'AKIA'), secretAccessKey: ids.chars(40, BASE64) };
  keys.put(pair.accessKeyId, { ...pair, account, status: 'Active', createdAtMs: clock.now(), userName: adminUser });
  return pair;
}
