import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { SAFE_CHARACTERS } from '../safe-characters.ts';

export const HASH_LABEL = 'pod-template-hash';

/**
 * The label that tells a Deployment's ReplicaSets apart: FNV-1a of the template, written in safe characters. Kubernetes
 * hashes a dump of its own structures, so the values differ from a real cluster's; their form does not.
 */
export function podTemplateHash(template: PodTemplateSpec): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(canonical(template))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  // apimachinery pkg/util/rand SafeEncodeString
  return [...String(hash)]
    .map((digit) => SAFE_CHARACTERS.charAt(digit.charCodeAt(0) % SAFE_CHARACTERS.length))
    .join('');
}

/** True if both make the same pods; the hash label itself does not count. */
export const sameTemplate = (left: PodTemplateSpec, right: PodTemplateSpec) =>
  canonical(withoutHash(left)) === canonical(withoutHash(right));

export function withHash(template: PodTemplateSpec, hash: string): PodTemplateSpec {
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return { ...template, metadata: { ...template.metadata, labels } };
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [HASH_LABEL]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** JSON with sorted keys and nothing empty: clients send the same template in different orders and forms. */
const canonical = (template: PodTemplateSpec) => JSON.stringify(compact(template));

/** Without null, {} and []: `kubectl rollout undo` sends `creationTimestamp: null`, which Kubernetes reads as absent. */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.map(compact) : undefined;
  if (typeof value !== 'object') return value;
  const fields = Object.entries(value ?? {})
    .map(([name, field]) => [name, compact(field)] as const)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}
