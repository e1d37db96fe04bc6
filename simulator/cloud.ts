import type { ClusterEndpoint } from './cluster-links.ts';
import { createClusterLinks } from './cluster-links.ts';
import type { HttpHandler } from './http.ts';
import { policiesOf } from './iam/policies-of.ts';
import type { KubernetesCluster } from './kubernetes/cluster.ts';
import type { ContainerRuntime } from './kubernetes/container-runtime.ts';
import { createKubernetesCluster } from './kubernetes/create-cluster.ts';
import { issuerDocument } from './oidc/issuer-documents.ts';
import type { Clock, Ids } from './runtime-services.ts';
import { type Credentials, seed } from './seed.ts';
import { services } from './services.ts';
import { openState, type State } from './state/state.ts';
import type { Store } from './state/store.ts';
import { createAwsEndpoint } from './wire/aws-endpoint.ts';
import type { Records } from './wire/records.ts';
import type { Hashing } from './wire/signature/signer.ts';

export interface CloudOptions {
  clock: Clock;
  ids: Ids;
  store: Store;
  runtime: ContainerRuntime;
  /** Where the host listens for a cluster's API server, and the CA's certificate. Asked at each DescribeCluster. */
  clusterEndpoint(clusterName: string): ClusterEndpoint | undefined;
  /** The host's own SHA-256; a portable one if absent. */
  hashing?: Hashing;
  /** Told about errors that are bugs of ours. */
  report(error: unknown): void;
}

export interface Cloud {
  /** The AWS endpoint: every service, and the documents of the OIDC issuers. */
  handle: HttpHandler;
  /** By name: `workshop-a`, `workshop-b`. */
  clusters: Map<string, KubernetesCluster>;
  state: State;
  credentials: Credentials;
  records: Records;
  /** Starts controllers and kubelets; pods that the state holds run again. */
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
  const { clock, ids, store, runtime, report, hashing } = options;
  const state = openState(store);
  const { credentials, clusters: rows } = await seed(state, { clock, ids });
  const clusters = new Map<string, KubernetesCluster>();
  const links = createClusterLinks({ state, clusters, clusterEndpoint: options.clusterEndpoint });
  const aws = createAwsEndpoint({
    state,
    clock,
    ids,
    services,
    cloud: links.cloudServices,
    policiesOf,
    report,
    hashing,
  });
  for (const row of rows) {
    const surroundings = links.surroundings(row, aws.invoke);
    const shared = { state, clock, ids, runtime, report, adminToken: credentials.kubernetesToken };
    clusters.set(row.name, createKubernetesCluster({ ...shared, ...surroundings }));
  }
  return {
    handle: async (request) => issuerDocument(state, request) ?? aws.handle(request),
    clusters,
    state,
    credentials,
    records: aws.records,
    start: async () => void (await Promise.all([...clusters.values()].map((cluster) => cluster.start()))),
    stop: async () => void (await Promise.all([...clusters.values()].map((cluster) => cluster.stop()))),
  };
}
