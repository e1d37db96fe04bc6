import type { KubeObject } from '../storage.ts';
import type { Pod, PodAdmission } from './pod.ts';
import { runPodIdentityWebhook } from './pod-identity-webhook.ts';
import { admitServiceAccount } from './service-account.ts';

/**
 * What becomes of a pod at its creation: the ServiceAccount admission first, then the pod identity webhook, as in a real
 * API server. Takes the pod after defaulting, with its namespace set; answers a new one.
 *
 * Errors: StatusError Forbidden if the service account does not exist.
 */
export function admitPod(pod: KubeObject, surroundings: PodAdmission): KubeObject {
  return runPodIdentityWebhook(admitServiceAccount(pod as Pod, surroundings), surroundings);
}
