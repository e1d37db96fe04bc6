import type {
  AuthenticationMode,
  EncryptionConfig,
  FargateProfileSelector,
  IpFamily,
  LogType,
  Nodegroup,
  OidcIdentityProviderConfigRequest,
  SupportType,
  Taint,
  UpdateParamType,
  UpdateType,
} from '@aws-sdk/client-eks';
import type { State } from '../state/state.ts';
import type { Transition } from './transition.ts';

/** A cluster as EKS keeps it; endpoint and CA are asked of the cloud at each reading. */
export interface Cluster {
  name: string;
  arn: string;
  /** 32 upper-case hex characters: the last part of the issuer's URL. facts A.5 */
  id: string;
  account: string;
  region: string;
  issuer: string;
  version: string;
  platformVersion: string;
  roleArn: string;
  createdAtMs: number;
  transition?: Transition<'CREATING' | 'UPDATING' | 'DELETING'>;
  authenticationMode: AuthenticationMode;
  vpc: VpcSettings;
  serviceIpv4Cidr: string;
  ipFamily: IpFamily;
  logTypes: LogType[];
  supportType: SupportType;
  deletionProtection: boolean;
  zonalShift?: boolean;
  encryptionConfig?: EncryptionConfig[];
  /** When insights were last asked to be looked at anew. */
  insightsRefreshAtMs?: number;
  clientRequestToken?: string;
  tags: Record<string, string>;
}

export interface VpcSettings {
  /** Of the subnets. */
  vpcId: string;
  subnetIds: string[];
  securityGroupIds: string[];
  endpointPublicAccess: boolean;
  endpointPrivateAccess: boolean;
  publicAccessCidrs: string[];
}

export interface Addon {
  name: string;
  cluster: string;
  arn: string;
  version: string;
  status: 'ACTIVE';
  namespace: string;
  configurationValues?: string;
  serviceAccountRoleArn?: string;
  /** Of the associations that the add-on owns. */
  associationIds: string[];
  clientRequestToken?: string;
  createdAtMs: number;
  modifiedAtMs: number;
  tags: Record<string, string>;
}

export interface NodegroupRow {
  name: string;
  cluster: string;
  arn: string;
  version: string;
  /** Of the AMI; the newest if absent. */
  releaseVersion?: string;
  nodeRoleArn: string;
  transition?: Transition<'CREATING' | 'UPDATING' | 'DELETING'>;
  scaling: { minSize: number; maxSize: number; desiredSize: number };
  /** As given or EKS's defaults. */
  settings: NodegroupSettings;
  labels: Record<string, string>;
  taints: Taint[];
  clientRequestToken?: string;
  createdAtMs: number;
  modifiedAtMs: number;
  tags: Record<string, string>;
}

export type NodegroupSettings = Pick<
  Nodegroup,
  | 'subnets'
  | 'instanceTypes'
  | 'amiType'
  | 'capacityType'
  | 'diskSize'
  | 'launchTemplate'
  | 'remoteAccess'
  | 'updateConfig'
  | 'nodeRepairConfig'
>;

export interface FargateProfileRow {
  name: string;
  cluster: string;
  arn: string;
  podExecutionRoleArn: string;
  selectors: FargateProfileSelector[];
  subnets: string[];
  transition?: Transition<'CREATING' | 'DELETING'>;
  clientRequestToken?: string;
  createdAtMs: number;
  tags: Record<string, string>;
}

/** An OIDC provider whose users the cluster is to admit; not one of IAM's. */
export interface IdentityProviderRow {
  name: string;
  cluster: string;
  arn: string;
  oidc: OidcIdentityProviderConfigRequest;
  transition?: Transition<'CREATING' | 'DELETING'>;
  tags: Record<string, string>;
}

export interface AccessEntryRow {
  principalArn: string;
  /** IAM's unique id of the principal: an entry does not survive the principal's being made anew. facts C.6 */
  principalId: string;
  arn: string;
  cluster: string;
  type: string;
  username: string;
  groups: string[];
  policies: AccessPolicyRow[];
  clientRequestToken?: string;
  createdAtMs: number;
  modifiedAtMs: number;
  tags: Record<string, string>;
}

export interface AccessPolicyRow {
  policyArn: string;
  scope: { type: 'cluster' | 'namespace'; namespaces: string[] };
  associatedAtMs: number;
  modifiedAtMs: number;
}

/** A change of a cluster, a node group or an add-on: in progress for a while, then successful. */
export interface UpdateRow {
  id: string;
  type: UpdateType;
  params: { type: UpdateParamType; value: string }[];
  nodegroupName?: string;
  addonName?: string;
  createdAtMs: number;
  doneAtMs: number;
}

export interface PodIdentityAssociation {
  id: string;
  arn: string;
  cluster: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
  /** The add-on that made it, if one did: then only the add-on's operations change it. facts C.3 */
  ownerArn?: string;
  targetRoleArn?: string;
  disableSessionTags: boolean;
  policy?: string;
  clientRequestToken?: string;
  createdAtMs: number;
  modifiedAtMs: number;
  tags: Record<string, string>;
}

/** Where EKS's regional resources live. */
export interface Place {
  account: string;
  region: string;
}

export interface ClusterName extends Place {
  name: string;
}

const name = ({ account, region }: Place, noun: string) => `${account}/eks/${region}/${noun}`;

/** By name. */
export const clusters = (state: State, place: Place) => state.table<Cluster>(name(place, 'clusters'));

/** Those of every account and Region. */
export const allClusters = (state: State): Cluster[] =>
  state
    .tableNames()
    .filter((table) => /^\d{12}\/eks\/[^/]+\/clusters$/.test(table))
    .flatMap((table) => [...state.table<Cluster>(table).values()]);

/** One cluster's, by name. */
export const addons = (state: State, cluster: ClusterName) =>
  state.table<Addon>(name(cluster, `addons/${cluster.name}`));

/** One cluster's, by association id, oldest first. */
export const associations = (state: State, cluster: ClusterName) =>
  state.table<PodIdentityAssociation>(name(cluster, `pod-identity-associations/${cluster.name}`));

/** Association ids of one cluster by `<namespace>/<service account>`: what pods and duplicates are looked up by. */
export const associationIds = (state: State, cluster: ClusterName) =>
  state.table<string>(name(cluster, `pod-identity-association-ids/${cluster.name}`));

/** One cluster's, by name. */
export const nodegroups = (state: State, cluster: ClusterName) =>
  state.table<NodegroupRow>(name(cluster, `nodegroups/${cluster.name}`));

/** One cluster's, by name. */
export const fargateProfiles = (state: State, cluster: ClusterName) =>
  state.table<FargateProfileRow>(name(cluster, `fargate-profiles/${cluster.name}`));

/** One cluster's, by name. */
export const identityProviders = (state: State, cluster: ClusterName) =>
  state.table<IdentityProviderRow>(name(cluster, `identity-provider-configs/${cluster.name}`));

/** One cluster's, by the principal's ARN. */
export const accessEntries = (state: State, cluster: ClusterName) =>
  state.table<AccessEntryRow>(name(cluster, `access-entries/${cluster.name}`));

/** One cluster's, by id, oldest first. */
export const updates = (state: State, cluster: ClusterName) =>
  state.table<UpdateRow>(name(cluster, `updates/${cluster.name}`));
