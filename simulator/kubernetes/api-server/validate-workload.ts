import type { KubeObject } from '../storage.ts';
import { type FieldError, invalidText, invalidValue, notSupported, required } from './invalid.ts';
import { selects } from './selectors.ts';
import { validateLabels } from './validate-metadata.ts';
import { validatePodSpec } from './validate-pod.ts';

interface WorkloadSpec {
  replicas?: number;
  selector?: { matchLabels?: Record<string, string>; matchExpressions?: unknown[] };
  template?: { metadata?: { labels?: Record<string, string> }; spec?: { restartPolicy?: string } };
}

/** Deployments, ReplicaSets and DaemonSets. kubernetes pkg/apis/apps/validation/validation.go */
export function validateWorkload(object: KubeObject): FieldError[] {
  const { replicas = 1, selector, template } = (object.spec ?? {}) as WorkloadSpec;
  const labels = template?.metadata?.labels ?? {};
  const errors: FieldError[] = [];
  if (replicas < 0) errors.push(invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'));
  if (!selector) errors.push(required('spec.selector'));
  else if (isEmpty(selector)) {
    errors.push(
      invalidText('spec.selector', goSelector(selector), `empty selector is invalid for ${object.kind.toLowerCase()}`),
    );
  } else if (!selects(selector, labels)) {
    const text = '`selector` does not match template `labels`';
    errors.push(invalidText('spec.template.metadata.labels', goMap(labels), text));
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
  const errors = changed ? [invalidText('spec.selector', goSelector(selectorOf(object)), 'field is immutable')] : [];
  return [...errors, ...validateWorkload(object)];
}

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: NonNullable<WorkloadSpec['selector']>) =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

/** A selector as Go's %#v prints it; expressions are left out. */
function goSelector(selector: WorkloadSpec['selector']): string {
  const labels = goMap(selector?.matchLabels);
  return `v1.LabelSelector{MatchLabels:${labels}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`;
}

function goMap(map: Record<string, string> | undefined): string {
  if (!map) return 'map[string]string(nil)';
  const entries = Object.entries(map).sort(([left], [right]) => (left < right ? -1 : 1));
  return `map[string]string{${entries.map((pair) => pair.map((text) => JSON.stringify(text)).join(':')).join(', ')}}`;
}
