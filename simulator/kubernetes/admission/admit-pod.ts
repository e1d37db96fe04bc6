import jsonPatch from 'fast-json-patch';
import type { Volume } from 'kubernetes-types/core/v1';
import { sendToFargate } from '../fargate/fargate-admission.ts';
import type { KubeObject } from '../storage.ts';
import type { PatchOperation } from './inject-token.ts';
import type { Pod, PodAdmission } from './pod.ts';
import { podIdentityPatch } from './pod-identity-webhook.ts';
import { admitServiceAccount } from './service-account.ts';
import { eksWebhook } from './webhook-settings.ts';

/**
 * What becomes of a pod at its creation: the ServiceAccount admission first, then Fargate's webhook and the pod identity
 * webhook, as in a real
 * API server. Takes the pod after defaulting, with its namespace set; answers a new one.
 *
 * Errors: StatusError Forbidden if the service account does not exist.
 */
export function admitPod(pod: KubeObject, surroundings: PodAdmission): KubeObject {
  const local = admitServiceAccount(pod as Pod, surroundings);
  const admitted = sendToFargate(local, surroundings.fargateProfiles?.() ?? []);
  if (!surroundings.callsWebhook(admitted)) return admitted;
  const patch = podIdentityPatch(admitted, eksWebhook(surroundings.region), surroundings);
  return patch ? patched(admitted, patch) : admitted;
}

function patched(pod: Pod, patch: PatchOperation[]): Pod {
  const { newDocument } = jsonPatch.applyPatch(structuredClone(pod), patch);
  const volumes = newDocument.spec.volumes?.map(withMode);
  return { ...newDocument, spec: { ...newDocument.spec, volumes } };
}

/** The API server defaults what webhooks add. kubernetes pkg/apis/core/v1/defaults.go SetDefaults_ProjectedVolumeSource */
const withMode = (volume: Volume): Volume =>
  volume.projected
    ? { ...volume, projected: { ...volume.projected, defaultMode: volume.projected.defaultMode ?? 0o644 } }
    : volume;
