import type { PodSpec } from 'kubernetes-types/core/v1';
import type { Ids } from '../../runtime-services.ts';
import type { FargateProfile } from '../fargate/fargate-profile.ts';
import type { KubeObject } from '../storage.ts';

/** A pod as it is sent: complete in what the API server requires, not yet in what admission adds. */
export interface Pod extends KubeObject {
  spec: PodSpec;
}

export interface ServiceAccount extends KubeObject {
  automountServiceAccountToken?: boolean;
  imagePullSecrets?: { name?: string }[];
}

/** What admission knows of the cluster. */
export interface PodAdmission {
  findServiceAccount(namespace: string, name: string): ServiceAccount | undefined;
  /** True if an association for this service account is known to the webhook. */
  hasAssociation(namespace: string, serviceAccount: string): boolean;
  /** True if the API server asks the pod identity webhook about this pod. */
  callsWebhook(pod: Pod): boolean;
  /** Those that are ACTIVE; none if absent. */
  fargateProfiles?(): FargateProfile[];
  region: string;
  ids: Ids;
}
