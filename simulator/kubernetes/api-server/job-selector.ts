import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';

const GROUP = 'batch.kubernetes.io/';

/**
 * Gives a new Job the selector that finds its pods and no others': by the Job's uid, which its template's labels carry.
 * kubernetes pkg/registry/batch/job/strategy.go generateSelector
 */
export function generateSelector(job: KubeObject, { ids }: Pick<ApiContext, 'ids'>, before?: KubeObject): KubeObject {
  const spec = job.spec as JobSpec;
  if (before) return { ...job, spec: { ...spec, selector: spec.selector ?? (before.spec as JobSpec).selector } };
  if (spec.manualSelector || !spec.template) return job;
  const { name } = job.metadata;
  const uid = ids.uuid();
  const labels = {
    ...spec.template.metadata?.labels,
    [`${GROUP}controller-uid`]: uid,
    [`${GROUP}job-name`]: name,
    // The names of old, which clients still select by.
    'controller-uid': uid,
    'job-name': name,
  };
  const template = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
  const selector = { matchLabels: { [`${GROUP}controller-uid`]: uid } };
  const metadata = { ...job.metadata, uid, labels: { ...labels, ...job.metadata.labels } };
  return { ...job, metadata, spec: { ...spec, selector, template } };
}
