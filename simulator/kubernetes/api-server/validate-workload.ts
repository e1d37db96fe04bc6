import type { KubeObject } from '../storage.ts';
import { type FieldError, invalidValue, notSupported, required } from './invalid.ts';
import { selects } from './selectors.ts';
import { validateLabels } from './validate-metadata.ts';
import { validatePodSpec } from './validate-pod.ts';

interface WorkloadSpec {
  replicas?: number;
  selector?: { matchLabels?: Record<string, string>; matchExpressions?: unknown[] };
  template?: { metadata?: { labels?: Record<string, string> }; spec?: { restartPolicy?: string } };
}

/** Deployments and ReplicaSets. kubernetes pkg/apis/apps/validation/validation.go */
export function validateWorkload(object: KubeObject): FieldError[] {
  const { replicas = 1, selector, template } = (object.spec ?? {}) as WorkloadSpec;
  const labels = template?.metadata?.labels ?? {};
  const errors: FieldError[] = [];
  if (replicas < 0) errors.push(invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'));
  if (!selector) errors.push(required('spec.selector'));
  else if (isEmpty(selector)) {
    errors.push(invalidValue('spec.selector', selector, `empty selector is invalid for ${object.kind.toLowerCase()}`));
  } else if (!selects(selector, labels)) {
    const text = '`selector` does not match template `labels`';
    errors.push(invalidValue('spec.template.metadata.labels', labels, text));
  }
  errors.push(...validateLabels('spec.template.labels', labels));
  errors.push(...validatePodSpec('spec.template.spec', template?.spec));
  const policy = template?.spec?.restartPolicy ?? 'Always';
  if (policy !== 'Always') errors.push(notSupported('spec.template.spec.restartPolicy', policy, ['Always']));
  return errors;
}

/** The selector says which pods are whose: it cannot change. */
export function validateWorkloadUpdate(object: KubeObject, before: KubeObject): FieldError[] {
  const selectorOf = ({ spec }: KubeObject) => ((spec ?? {}) as WorkloadSpec).selector;
  const changed = JSON.stringify(selectorOf(object)) !== JSON.stringify(selectorOf(before));
  const errors = changed ? [invalidValue('spec.selector', selectorOf(object), 'field is immutable')] : [];
  return [...errors, ...validateWorkload(object)];
}

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: NonNullable<WorkloadSpec['selector']>) =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
