import type { HttpHandler } from './http.ts';
import type { KubernetesCluster } from './kubernetes/cluster.ts';
import type { ContainerRuntime } from './kubernetes/container-runtime.ts';
import type { Clock, Ids } from './runtime-services.ts';
import type { State } from './state/state.ts';
import type { Store } from './state/store.ts';

export interface CloudOptions {
  clock: Clock;
  ids: Ids;
  store: Store;
  runtime: ContainerRuntime;
  /** Where the host listens for a cluster's API server, and the CA's certificate (PEM). Asked at each DescribeCluster. */
  clusterEndpoint(clusterName: string): { url: string; certificateAuthorityPem: string } | undefined;
}

export interface Cloud {
  /** The AWS endpoint: every service, the OIDC issuers' documents too. */
  handle: HttpHandler;
  /** By name: `workshop-a`, `workshop-b`. */
  clusters: Map<string, KubernetesCluster>;
  state: State;
  /** What lab:env prints: the key pairs of the learner's and the partner's administrators. */
  credentials(): { learner: KeyPair; partner: KeyPair; kubernetesToken: string };
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface KeyPair {
  accessKeyId: string;
  secretAccessKey: string;
}

export const LEARNER_ACCOUNT = '111122223333';
export const PARTNER_ACCOUNT = '444455556666';
export const REGION = 'us-west-2';
