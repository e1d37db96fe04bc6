import { findRole } from '../iam/find-role.ts';
import { usersOf } from '../iam/tables.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { policyArnOf } from './access-policies.ts';
import { eksArn } from './arns.ts';
import { type AccessEntryRow, accessEntries, type Cluster } from './tables.ts';

type Admission = Pick<CallContext, 'state' | 'ids' | 'now'>;

/** IAM's unique id of a role or user; undefined if it does not exist, or is of another account and unknown here. */
export function principalIdOf(state: State, principalArn: string): string | undefined {
  const [, account = '', kind, path = ''] = /^arn:aws:iam::(\d{12}):(role|user)\/(.+)$/.exec(principalArn) ?? [];
  if (kind === 'role') return findRole(state, account, principalArn)?.id;
  const user = usersOf(state, account).get(nameInArn(path));
  return user?.arn === principalArn ? user.id : undefined;
}

/** The row of a new entry; `username` and `groups` as EKS chooses them if not given. facts C.6 */
export function newAccessEntry(
  given: Pick<AccessEntryRow, 'principalArn' | 'principalId'> & Partial<AccessEntryRow>,
  cluster: Cluster,
  { ids, now }: Pick<CallContext, 'ids' | 'now'>,
): AccessEntryRow {
  const [, , , , account, path = ''] = given.principalArn.split(':');
  const [kind, ...names] = path.split('/');
  const type = given.type ?? 'STANDARD';
  return {
    arn: eksArn(cluster, `access-entry/${cluster.name}/${kind}/${account}/${names.at(-1) ?? kind}/${ids.uuid()}`),
    cluster: cluster.name,
    username: userNameOf(given.principalArn, type),
    groups: groupsOf(type),
    policies: [],
    createdAtMs: now,
    modifiedAtMs: now,
    tags: {},
    ...given,
    type,
  };
}

/**
 * Whoever makes a cluster is its administrator, unless it says otherwise; root cannot have an entry. facts C.6 While the
 * cluster knows only the ConfigMap nobody sees the entry, but it holds: user guide, "Change authentication mode".
 */
export function admitCreator(cluster: Cluster, context: CallContext): void {
  const { caller } = context;
  admitAdministrator(cluster, caller.session?.roleArn ?? caller.arn, context);
}

/** Gives a principal the policy AmazonEKSClusterAdminPolicy. One that has no unique id gets none. */
export function admitAdministrator(cluster: Cluster, principalArn: string, { state, ids, now }: Admission): void {
  const principalId = principalIdOf(state, principalArn);
  if (!principalId) return;
  const policyArn = policyArnOf('AmazonEKSClusterAdminPolicy');
  const scope = { type: 'cluster' as const, namespaces: [] };
  const policies = [{ policyArn, scope, associatedAtMs: now, modifiedAtMs: now }];
  save(newAccessEntry({ principalArn, principalId, policies }, cluster, { ids, now }), cluster, state);
}

/** The role of a node group or a Fargate profile gets an entry by itself. User guide, "Create access entries". */
export function admitNodes(
  cluster: Cluster,
  nodeRoleArn: string,
  type: 'EC2_LINUX' | 'FARGATE_LINUX',
  context: Admission,
): void {
  const principalId = principalIdOf(context.state, nodeRoleArn);
  if (cluster.authenticationMode === 'CONFIG_MAP' || !principalId) return;
  if (accessEntries(context.state, cluster).has(nodeRoleArn)) return;
  const given = { principalArn: nodeRoleArn, principalId, type };
  save(newAccessEntry(given, cluster, context), cluster, context.state);
}

const save = (row: AccessEntryRow, cluster: Cluster, state: State) =>
  accessEntries(state, cluster).put(row.principalArn, row);

/** Nodes on Fargate as the user guide's aws-auth samples have them. */
function groupsOf(type: string): string[] {
  if (type === 'STANDARD') return [];
  return type === 'FARGATE_LINUX' ? ['system:bootstrappers', 'system:nodes', 'system:node-proxier'] : ['system:nodes'];
}

/** A role's sessions are told apart by name; a user is its ARN. facts C.6 */
function userNameOf(principalArn: string, type: string): string {
  if (type !== 'STANDARD') {
    return type === 'FARGATE_LINUX' ? 'system:node:{{SessionName}}' : 'system:node:{{EC2PrivateDNSName}}';
  }
  const [, account, path] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(principalArn) ?? [];
  if (!path) return principalArn;
  return `arn:aws:sts::${account}:assumed-role/${nameInArn(path)}/{{SessionName}}`;
}
