import { type App, appIsRefused, appIsSessionOf, appReads } from '../kit/app-checks.ts';
import { inlinePoliciesOf } from '../kit/aws-checks.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';
import type { World } from '../kit/world.ts';

type Team = 'orders' | 'billing';

export const appOf = (team: Team): App => ({ cluster: 'CLUSTER_A', namespace: `why-${team}`, name: 'app' });
const bucketOf = (team: Team) => (team === 'orders' ? 'WHY_ORDERS_BUCKET' : 'WHY_BILLING_BUCKET');
export const roleOf = (team: Team) => (team === 'orders' ? 'WHY_ORDERS_ROLE' : 'WHY_BILLING_ROLE');
const ledgerOf = (team: Team) => (names: Names) => `objects/ledger.txt?bucket=${names[bucketOf(team)]}`;

/** The team's app has a role of its own, reads its own bucket, and not the other team's. */
export function isItself(team: Team): Check[] {
  const other = team === 'orders' ? 'billing' : 'orders';
  const app = appOf(team);
  const restart = `Was the pod made before the association? kubectl -n why-${team} rollout restart deployment/app`;
  const permissions = 'Compare the permissions of the role with the page.';
  return [
    appIsSessionOf(app, (names) => names[roleOf(team)], 'Pod Identity', restart),
    appReads(app, 'its own bucket', ledgerOf(team), `ledger of ${team}`, permissions),
    appIsRefused(app, `the bucket of ${other}`, ledgerOf(other), permissions),
  ];
}

/** EC2 keeps the answers of the metadata service on the nodes, and gives none without a token. */
export function metadataIsClosed(): Check {
  return check({
    must: 'the metadata service of the nodes of $CLUSTER_A is closed to pods',
    expected: 'tokens required, hop limit 1',
    next: 'bash labs/01-why-identity/metadata.sh "$CLUSTER_A" 1',
    async observe(world) {
      const found = await metadataOptions(world);
      const seen = found.map(({ tokens, hops }) => `tokens ${tokens}, hop limit ${hops}`).join('; ');
      return { ok: found.every(({ tokens, hops }) => tokens === 'required' && hops === 1), seen: seen || 'no nodes' };
    },
  });
}

async function metadataOptions(world: World) {
  const nodes = await world.kube(world.names.CLUSTER_A).list('/api/v1/nodes');
  const ids = nodes.map(({ spec }) => (spec as { providerID?: string }).providerID?.split('/').at(-1) ?? '');
  const { Reservations = [] } = await (await world.aws.ec2()).describeInstances({ InstanceIds: ids });
  return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ MetadataOptions = {} }) => ({
    tokens: MetadataOptions.HttpTokens,
    hops: MetadataOptions.HttpPutResponseHopLimit,
  }));
}

const POLICY = 'workshop-everyone';

/** The permission that every pod of the node had is gone. */
export function nodeRoleIsBare(): Check {
  return check({
    must: 'the node role has no permissions of apps',
    expected: `no inline policy ${POLICY} on the role of the nodes`,
    next: `aws iam delete-role-policy --role-name <node role> --policy-name ${POLICY}`,
    async observe(world) {
      const granted = await nodeRolesWithPolicy(world);
      return {
        ok: granted.length === 0,
        seen: granted.length ? `${POLICY} on ${granted.join(', ')}` : 'no such policy',
      };
    },
  });
}

/** The roles of the cluster's node groups that have the lab's policy. */
async function nodeRolesWithPolicy(world: World): Promise<string[]> {
  const eks = await world.aws.eks();
  const clusterName = world.names.CLUSTER_A;
  const { nodegroups = [] } = await eks.listNodegroups({ clusterName });
  const groups = await Promise.all(
    nodegroups.map((nodegroupName) => eks.describeNodegroup({ clusterName, nodegroupName })),
  );
  const roles = [...new Set(groups.map(({ nodegroup }) => nodegroup?.nodeRole?.split('/').at(-1) ?? ''))];
  const policies = await Promise.all(roles.map((role) => inlinePoliciesOf(world, role)));
  return roles.filter((_role, at) => policies[at]?.includes(POLICY));
}

/** What the lab changed at nodes and their role, and did not change back. */
export async function nodesLeft(world: World): Promise<string[]> {
  const [closed, bare] = await Promise.all([metadataIsClosed().observe(world), nodeRoleIsBare().observe(world)]);
  return [closed, bare].filter(({ ok }) => !ok).map(({ seen }) => seen);
}
