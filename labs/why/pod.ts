import type { PodSpec, PodStatus } from 'kubernetes-types/core/v1';
import type { KubeObject } from '../kit/kube-client.ts';

/** The parts of an object's metadata that links look at. */
export interface Metadata {
  name: string;
  namespace: string;
  uid: string;
  creationTimestamp: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { kind: string; name: string }[];
  managedFields?: { time?: string; fieldsV1?: Record<string, unknown> }[];
}

export interface Pod extends KubeObject {
  metadata: Metadata;
  spec: PodSpec;
  status: PodStatus;
}

export interface ServiceAccount extends KubeObject {
  metadata: Metadata;
}

/** The API server's answers have these shapes. */
export const asPod = (object: KubeObject) => object as Pod;
export const asServiceAccount = (object: KubeObject) => object as ServiceAccount;

export const bornAt = ({ metadata }: { metadata: Metadata }) => Date.parse(metadata.creationTimestamp);

/** When the annotation was last written, in ms; undefined if nobody kept book. */
export function annotatedAt({ metadata }: ServiceAccount, annotation: string): number | undefined {
  const times = (metadata.managedFields ?? [])
    .filter(({ fieldsV1 }) => ownsAnnotation(fieldsV1, annotation))
    .map(({ time }) => Date.parse(time ?? ''))
    .filter((time) => !Number.isNaN(time));
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** Kubernetes, "Server-Side Apply": fieldsV1 names a map's keys `f:<key>`. */
function ownsAnnotation(fields: Record<string, unknown> | undefined, annotation: string): boolean {
  const metadata = fields?.['f:metadata'] as Record<string, unknown> | undefined;
  const annotations = metadata?.['f:annotations'] as Record<string, unknown> | undefined;
  return annotations !== undefined && `f:${annotation}` in annotations;
}
