import { resumeStacks } from './cloudformation/resume-stacks.ts';
import type { ClusterEndpoint } from './cluster-links.ts';
import { createClusterLinks } from './cluster-links.ts';
import { type Delays, LAGS } from './delays.ts';
import { clusterPlaceOf } from './eks/arns.ts';
import { findClusterByArn } from './eks/clusters.ts';
import { finishDeletions } from './eks/forget-cluster.ts';
import { allClusters } from './eks/tables.ts';
import type { HttpHandler } from './http.ts';
import { watchUses } from './iam/last-use.ts';
import { policiesOf } from './iam/policies-of.ts';
import type { KubernetesCluster } from './kubernetes/cluster.ts';
import type { ContainerRuntime } from './kubernetes/container-runtime.ts';
import { createKubernetesCluster } from './kubernetes/create-cluster.ts';
import { createIssuer, findJwks, issuers, rotateSigningKey } from './oidc/issuer.ts';
import { issuerDocument } from './oidc/issuer-documents.ts';
import { patientClock } from './patient-clock.ts';
import { clusterKey } from './place.ts';
import { createRunningClusters } from './running-clusters.ts';
import type { Clock, Ids } from './runtime-services.ts';
import { type Credentials, seed } from './seed.ts';
import { services } from './services.ts';
import { createReplica } from './state/replica.ts';
import { openState, type State } from './state/state.ts';
import type { Store } from './state/store.ts';
import { createAwsEndpoint } from './wire/aws-endpoint.ts';
import type { Records } from './wire/records.ts';
import type { Hashing } from './wire/signature/signer.ts';
import { answerWorkshop, type Workshop } from './workshop-door.ts';

export interface CloudOptions {
  clock: Clock;
  ids: Ids;
  store: Store;
  runtime: ContainerRuntime;
  /** Where the host listens for a cluster's API server, and the CA's certificate. Asked at each DescribeCluster. */
  clusterEndpoint(clusterName: string): ClusterEndpoint | undefined;
  /** Told of a cluster that was made after the start; listens for it. Its `name` is its key in `clusters`. */
  clusterOpened?(cluster: KubernetesCluster): Promise<void>;
  /** Told of a cluster that was deleted; listens for it no more. */
  clusterClosed?(cluster: KubernetesCluster): Promise<void>;
  /** `none` if absent. */
  delays?: Delays;
  /** The host's own SHA-256; a portable one if absent. */
  hashing?: Hashing;
  /** Told about errors that are bugs of ours. */
  report(error: unknown): void;
}

export interface Cloud {
  /** The AWS endpoint: every service, the documents of the OIDC issuers, and what is the workshop's own. */
  handle: HttpHandler;
  /** Those that were looked into, by name (`clusterKey`): `workshop-a`, `workshop-b` first. */
  clusters: Map<string, KubernetesCluster>;
  state: State;
  credentials: Credentials;
  records: Records;
  /** Starts controllers and kubelets; pods that the state holds run again, and stacks that were being made go on. */
  start(): Promise<void>;
  /** Ends every container. */
  stop(): Promise<void>;
}

/**
 * Opens the local cloud that `store` holds, making what is missing: two accounts, two clusters.
 *
 * Errors: StateVersionError if another version of the workshop wrote the store.
 */
export async function createCloud(options: CloudOptions): Promise<Cloud> {
  const { ids, store, runtime, hashing, report, clusterEndpoint } = options;
  const clock = patientClock(options.clock, report);
  const opened = openState(store);
  const gone = finishDeletions(opened);
  const credentials = await seed(opened, { clock, ids });
  const settings = { delays: options.delays ?? 'none' };
  const isLate = () => settings.delays === 'aws';
  const { primary: state, replica } = createReplica({ state: opened, clock, lags: LAGS, isLate });
  const common = { state, replica, clock, ids };
  const findCluster = (key: string) => running.clusters.get(key);
  const workshop = workshopDoors(state, settings);
  const links = createClusterLinks({ ...common, findCluster, clusterEndpoint });
  const cloudServices = { ...links.cloudServices, ...clusterDoors(state, () => running) };
  const aws = createAwsEndpoint({ ...common, hashing, services, cloud: cloudServices, policiesOf, report });
  watchUses(state, aws.records);
  const running = createRunningClusters({
    state,
    report,
    async make(row) {
      await createIssuer(state, row.issuer);
      const shared = { state, clock, ids, runtime, report, adminToken: credentials.kubernetesToken };
      return createKubernetesCluster({ ...shared, ...links.surroundings(row, aws) });
    },
    opened: async (cluster) => options.clusterOpened?.(cluster),
    closed: async (cluster) => options.clusterClosed?.(cluster),
  });
  for (const cluster of gone) running.close(cluster);
  await openKnownClusters(state, running);
  return {
    handle: async (request) =>
      issuerDocument(state, request) ?? answerWorkshop(request, workshop) ?? aws.handle(request),
    clusters: running.clusters,
    state,
    credentials,
    records: aws.records,
    async start() {
      await running.start();
      await resumeStacks({ state, clock, ids, invoke: aws.invoke });
    },
    stop: running.stop,
  };
}

type RunningClusters = ReturnType<typeof createRunningClusters>;

/** What EKS may do to clusters. */
function clusterDoors(state: State, running: () => RunningClusters) {
  return {
    openCluster(clusterArn: string) {
      const row = findClusterByArn(state, clusterArn);
      return row && running().open(row);
    },
    closeCluster: (clusterArn: string) => running().close(clusterPlaceOf(clusterArn)),
  };
}

/** What labs may do. */
function workshopDoors(state: State, settings: Workshop['settings']): Workshop {
  return {
    settings,
    rotateSigningKey: (cluster) => rotateKeyOf(state, cluster),
  };
}

/** Again those that ran before: the workshop's, and whichever had been looked into, which their issuer's key tells. */
async function openKnownClusters(state: State, { open }: RunningClusters): Promise<void> {
  for (const row of allClusters(state)) if (issuers(state).has(row.issuer)) await open(row);
}

/** Answers the ids of the keys that are published now, the signing one first; undefined if there is no such cluster. */
async function rotateKeyOf(state: State, key: string): Promise<string[] | undefined> {
  const row = findByKey(state, key);
  if (!row) return undefined;
  await rotateSigningKey(state, row.issuer);
  return findJwks(state, row.issuer)?.keys.map(({ kid = '' }) => kid);
}

const findByKey = (state: State, key: string) => allClusters(state).find((row) => clusterKey(row) === key);
