import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { KubeObject } from '../storage.ts';
import { canonicalJson } from './canonical-json.ts';
import { type FieldError, forbiddenField, invalidText, invalidValue, notSupported, required } from './invalid.ts';
import { validateLabels } from './validate-metadata.ts';
import { validatePodSpec } from './validate-pod.ts';

const NUMBERS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
] as const;

/** What the local cloud's Job controller would have to heed and does not. */
const ABSENT = ['backoffLimitPerIndex', 'maxFailedIndexes', 'podFailurePolicy', 'successPolicy', 'managedBy'] as const;

/** kubernetes pkg/apis/batch/validation/validation.go ValidateJob */
export function validateJob(object: KubeObject): FieldError[] {
  const spec = specOf(object);
  const negative = NUMBERS.filter((field) => (spec[field] ?? 0) < 0);
  const absent = ABSENT.filter((field) => (spec as unknown as Record<string, unknown>)[field] !== undefined);
  const { completionMode = 'NonIndexed' } = spec;
  return [
    ...negative.map((field) => invalidValue(`spec.${field}`, spec[field] ?? 0, 'must be greater than or equal to 0')),
    ...absent.map((field) => forbiddenField(`spec.${field}`, 'the local cloud does not have it')),
    ...(completionMode === 'NonIndexed' ? [] : [notSupported('spec.completionMode', completionMode, ['NonIndexed'])]),
    ...(spec.selector ? [] : [required('spec.selector')]),
    ...validateLabels('spec.template.labels', spec.template?.metadata?.labels ?? {}),
    ...validatePodSpec('spec.template.spec', spec.template?.spec),
    ...validateRestartPolicy(spec.template?.spec?.restartPolicy),
  ];
}

/** What decides the pods stays; so do the completions. ValidateJobSpecUpdate */
export function validateJobUpdate(object: KubeObject, before: KubeObject): FieldError[] {
  const [now, old] = [specOf(object), specOf(before)];
  const fixed = [
    { field: 'completions', shown: String(now.completions ?? 'null') },
    { field: 'selector', shown: 'v1.LabelSelector{…}' },
    { field: 'template', shown: 'core.PodTemplateSpec{…}' },
    { field: 'completionMode', shown: JSON.stringify(now.completionMode) },
  ] as const;
  const changed = fixed.filter(({ field }) => canonicalJson(now[field]) !== canonicalJson(old[field]));
  return [
    ...validateJob(object),
    ...changed.map(({ field, shown }) => invalidText(`spec.${field}`, shown, 'field is immutable')),
  ];
}

const specOf = ({ spec }: KubeObject) => (spec ?? {}) as JobSpec;

function validateRestartPolicy(policy = 'Always'): FieldError[] {
  const field = 'spec.template.spec.restartPolicy';
  const supported = ['OnFailure', 'Never'];
  // The default of pods in general cannot be told from the client's own word.
  if (policy === 'Always') return [required(field, 'valid values: "OnFailure", "Never"')];
  return supported.includes(policy) ? [] : [notSupported(field, policy, supported)];
}
