import type { Cluster } from '@aws-sdk/client-eks';
import { orAbsent } from '../../../labs/kit/aws-clients.ts';
import type { KubeObject } from '../../../labs/kit/kube-client.ts';
import type { Ledger, Thing } from './ledger.ts';
import { poll, SetupError, type SetupTools } from './setup-tools.ts';

/** The nodes of a cluster, as its API server lists them to the caller. Errors: any, if it does not. */
export type AskNodes = (cluster: string) => Promise<KubeObject[]>;

/** A node joins some minutes after its cluster; access entries take seconds. */
const READY_DEADLINE_MS = 15 * 60_000;
/** EKS user guide, "EKS Pod Identity": from 1.24 on. */
const LEAST_VERSION = { major: 1, minor: 24 };
const AGENT = 'eks-pod-identity-agent';

/** Waits until the cluster is ACTIVE, lets the caller in and has a node that is Ready; notes its issuer. Errors: SetupError. */
export async function awaitReady(name: string, tools: SetupTools, nodes: AskNodes): Promise<void> {
  const { clock, ledger, say } = tools;
  const cluster = await findCluster(name, tools);
  if (cluster?.status !== 'ACTIVE') {
    throw new SetupError(
      `Cluster ${name} ${cluster ? `is ${cluster.status}` : 'does not exist in this Region'}. It must be ACTIVE.`,
    );
  }
  let missing = '';
  const ready = await poll(clock, READY_DEADLINE_MS, async () => {
    const now = await whatIsMissing(name, nodes);
    if (now !== undefined && now !== missing) say(`${name}: waiting. ${now}`);
    missing = now ?? '';
    return now === undefined ? true : undefined;
  });
  if (!ready) throw new SetupError(`Cluster ${name} cannot be used. ${missing}`);
  noteIssuer(cluster, ledger);
  say(`${name} is ready: Kubernetes ${cluster.version}`);
}

const ISSUER = 'OIDC issuer';

/** An OIDC provider in IAM tells its issuer and no cluster: after the cluster has gone nobody could tell whose it was. */
export function noteIssuer(cluster: Cluster | undefined, ledger: Ledger): void {
  const name = cluster?.identity?.oidc?.issuer;
  if (name && !notedIssuers(ledger).includes(name)) ledger.write({ event: 'noted', kind: ISSUER, name });
}

/** Those of the run's clusters, `https://…`. */
export const notedIssuers = (ledger: Ledger): string[] =>
  ledger.entries().flatMap((entry) => (entry.event === 'noted' && entry.kind === ISSUER ? [entry.name] : []));

export async function findCluster(name: string, { aws }: Pick<SetupTools, 'aws'>): Promise<Cluster | undefined> {
  return (await orAbsent((await aws.eks()).describeCluster({ name })))?.cluster;
}

async function whatIsMissing(name: string, nodes: AskNodes): Promise<string | undefined> {
  try {
    if ((await nodes(name)).some(isReady)) return undefined;
    return 'No node is Ready yet.';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Its API server does not let you list nodes: ${reason} Give yourself an access entry with AmazonEKSClusterAdminPolicy.`;
  }
}

function isReady({ status }: KubeObject): boolean {
  const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; status: string }[] };
  return conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

/**
 * Why a cluster that the learner brings cannot be taken: one sentence each. What the labs' clean-ups remove must not have
 * been there before.
 */
export async function objections(name: string, tools: Pick<SetupTools, 'aws'>): Promise<string[]> {
  const cluster = await findCluster(name, tools);
  if (!cluster) return [`There is no cluster ${name} in this Region.`];
  const { version = '', status } = cluster;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < LEAST_VERSION.major || (major === LEAST_VERSION.major && minor < LEAST_VERSION.minor);
  const there = status === 'ACTIVE' ? await thingsThere(cluster, tools) : [];
  return [
    ...(status === 'ACTIVE' ? [] : [`Cluster ${name} is ${status}, not ACTIVE.`]),
    ...(isOld ? [`Cluster ${name} has Kubernetes ${version}; Pod Identity needs 1.24 or later.`] : []),
    ...there.map(
      ({ kind, name: thing }) =>
        `Cluster ${name} has ${kind} ${thing} already, which the labs' clean-up would remove. Bring a cluster that is made for trying things out.`,
    ),
  ];
}

/** What a lab makes on a cluster, and would not know from its own. */
async function thingsThere({ name = '', identity }: Cluster, { aws }: Pick<SetupTools, 'aws'>): Promise<Thing[]> {
  const [eks, iam] = [await aws.eks(), await aws.iam()];
  const agent = await orAbsent(eks.describeAddon({ clusterName: name, addonName: AGENT }));
  const { OpenIDConnectProviderList = [] } = await iam.listOpenIDConnectProviders({});
  const host = identity?.oidc?.issuer?.replace('https://', '');
  const provider = OpenIDConnectProviderList.find(({ Arn }) => host && Arn?.endsWith(`/${host}`));
  const { associations = [] } = await eks.listPodIdentityAssociations({ clusterName: name });
  return [
    ...(agent ? [{ kind: 'the add-on', name: AGENT }] : []),
    ...(provider ? [{ kind: 'the OIDC provider', name: provider.Arn ?? '' }] : []),
    ...associations.map(({ associationId = '' }) => ({ kind: 'the association', name: associationId })),
  ];
}
