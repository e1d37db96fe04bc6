import type { Kind } from './kinds.ts';

const NAME = ['metadata.name', 'metadata.namespace'];

/** Fields that a selector may name beside the name. kubernetes pkg/apis/core/v1/conversion.go and others */
const FIELD_LABELS: Record<string, string[]> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
  Job: ['status.successful'],
  Event: [
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
      (field) => `involvedObject.${field}`,
    ),
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** Why a selector of this kind may not name the field; undefined if it may. */
export function whyNotSelectable({ kind }: Pick<Kind, 'kind'>, field: string): string | undefined {
  const own = FIELD_LABELS[kind];
  if (NAME.includes(field) || own?.includes(field)) return undefined;
  if (kind === 'Job') return `field label "${field}" not supported for batchv1.Job`;
  // apimachinery pkg/runtime/conversion.go DefaultMetaV1FieldSelectorConversion
  if (!own) return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
  return `field label not supported: ${field}`;
}

/** Where the value is, for the fields that are not where their name says. */
export const fieldPath = (kind: string, field: string): string[] => {
  if (kind === 'Event' && field === 'source') return ['source', 'component'];
  if (kind === 'Job' && field === 'status.successful') return ['status', 'succeeded'];
  return field.split('.');
};
