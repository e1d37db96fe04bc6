import type { State } from '../state/state.ts';

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
  nodeRoleArn: string;
  createdAtMs: number;
  tags: Record<string, string>;
}

export interface Addon {
  name: string;
  cluster: string;
  arn: string;
  version: string;
  status: 'ACTIVE';
  configurationValues?: string;
  createdAtMs: number;
  modifiedAtMs: number;
  tags: Record<string, string>;
}

export interface PodIdentityAssociation {
  id: string;
  arn: string;
  cluster: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
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

/** By `<cluster>/<add-on>`. */
export const addons = (state: State, place: Place) => state.table<Addon>(name(place, 'addons'));

/** One cluster's, by association id, oldest first. */
export const associations = (state: State, cluster: ClusterName) =>
  state.table<PodIdentityAssociation>(name(cluster, `pod-identity-associations/${cluster.name}`));

/** Association ids of one cluster by `<namespace>/<service account>`: what pods and duplicates are looked up by. */
export const associationIds = (state: State, cluster: ClusterName) =>
  state.table<string>(name(cluster, `pod-identity-association-ids/${cluster.name}`));
