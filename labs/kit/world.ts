import type { AwsClients } from './aws-clients.ts';
import type { KubeClient } from './kube-client.ts';
import type { Names } from './names.ts';
import type { PodView } from './pod-view.ts';

/** Everything that a check may look at: the APIs, and what a pod itself can see. Never files, never history. */
export interface World {
  names: Names;
  /** False where AWS is the local cloud, at an endpoint that the environment names. The pages' commands ask the same. */
  isRealAccount: boolean;
  aws: AwsClients;
  /** The partner's account, for what crosses accounts. */
  partner: AwsClients;
  /** The API server of a cluster, as the kubeconfig's context of that name reaches it. */
  kube(cluster: string): KubeClient;
  /** The newest pod of an app (label `app=<name>`) and the view from inside it. */
  app(cluster: string, namespace: string, name: string): PodView;
}
