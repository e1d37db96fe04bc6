import type { HttpHandler, HttpRequest, HttpResponse, Upgrade } from '../http.ts';
import type { Clock, Ids } from '../runtime-services.ts';
import type { State } from '../state/state.ts';
import type { ContainerRuntime } from './container-runtime.ts';
import type { FargateProfile } from './fargate/fargate-profile.ts';
import type { InstanceRole, MetadataSettings } from './metadata/instance.ts';
import type { NodeGroup } from './nodes/node-group.ts';
import type { NodeInstance } from './nodes/node-object.ts';

/** What a cluster is told of the cloud around it. */
export interface ClusterSurroundings {
  state: State;
  clock: Clock;
  ids: Ids;
  runtime: ContainerRuntime;
  name: string;
  arn: string;
  account: string;
  region: string;
  /** Kubernetes minor version, `1.33`. */
  version: string;
  /** `https://oidc.eks.<region>.amazonaws.com/id/<ID>`; its key is in simulator/oidc. */
  issuer: string;
  /** The bearer token of LAB_HOME/kubeconfig: cluster administrator. */
  adminToken: string;
  /** The certificate authority (PEM) that pods are to trust the API server by. */
  rootCertificate?(): string;
  /** Told about errors that are bugs of ours. */
  report?(error: unknown): void;
  /** How IAM principals come in. */
  access: ClusterAccess;
  /** Its managed node groups. */
  nodeGroups(): NodeGroup[];
  /** Those that are ACTIVE; none if absent. */
  fargateProfiles?(): FargateProfile[];
  /** The EC2 instance that is the node in this place. */
  instanceId(slot: number): string;
  /** True if an association for this service account is known to the admission webhook. */
  hasAssociation(namespace: string, serviceAccount: string): boolean;
  /** True while the add-on eks-pod-identity-agent is ACTIVE. */
  hasAgent(): boolean;
  /** What EC2 does for the nodes; without it they have no metadata service. */
  instances?: NodeInstances;
  /** EKS Auth's AssumeRoleForPodIdentity, called as the node that the instance is. Rejects with AwsError. */
  assumeRoleForPodIdentity(token: string, instance: NodeInstance): Promise<PodCredentials>;
}

/** What AWS knows of who comes to the cluster. Entries are asked for at each request: whoever has none is a stranger at once. */
export interface ClusterAccess {
  /** STS's answer to a presigned GetCallerIdentity; undefined if it refuses. */
  getCallerIdentity(request: { query: string; headers: Record<string, string> }): Promise<CallerIdentity | undefined>;
  /** The access entry of a principal, by IAM's unique id. */
  findEntry(principalId: string): AccessEntry | undefined;
  /** True while the cluster's authentication mode lets the ConfigMap aws-auth count. */
  readsConfigMap(): boolean;
}

/** As STS answers it. */
export interface CallerIdentity {
  Account: string;
  Arn: string;
  UserId: string;
}

export interface AccessEntry {
  principalArn: string;
  principalId: string;
  /** With templates such as `{{SessionName}}`. */
  username: string;
  groups: string[];
  policies: { policyArn: string; scope: { type: 'cluster' | 'namespace'; namespaces: string[] } }[];
}

/** EC2 as the nodes' metadata services know it. */
export interface NodeInstances {
  /** Of the instance that is the node with this uid. */
  metadataSettings(nodeUid: string): MetadataSettings;
  /** A session of the role of an instance's node group. */
  assumeRole(instance: NodeInstance): InstanceRole;
}

export interface PodCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAtMs: number;
  assumedRole: { arn: string; id: string };
}

export interface KubernetesCluster {
  readonly name: string;
  /** The API server. */
  handle: HttpHandler;
  /** A request that upgrades its connection: exec, attach, port-forward. */
  connect(request: HttpRequest): Promise<Upgrade | HttpResponse>;
  /** Why a token bound to this pod and service account no longer holds; undefined while it does. facts A.6 */
  whyTokenRevoked(subject: BoundSubject): string | undefined;
  /** Told after a node group, association or add-on of this cluster has changed. */
  surroundingsChanged?(): void;
  /** Starts controllers and kubelet; pods that the state holds are started again. */
  start(): Promise<void>;
  /** Ends every container. */
  stop(): Promise<void>;
}

/** Whom a service account token is bound to. */
export interface BoundSubject {
  namespace: string;
  serviceAccount: { name: string; uid: string };
  pod: { name: string; uid: string };
}
