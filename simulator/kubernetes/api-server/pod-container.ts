import { badRequest } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { valueAt } from './value-at.ts';

/** The container that a request means: the named one, or the only one. kubernetes pkg/registry/core/pod/strategy.go */
export function containerOf(pod: KubeObject, name: string | null): string {
  const names = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((field) => namesAt(pod, field));
  if (name) {
    if (!names.includes(name)) throw badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`);
    return name;
  }
  const [only, ...more] = namesAt(pod, 'containers');
  if (only === undefined || more.length > 0) {
    const choice = `choose one of: [${namesAt(pod, 'containers').join(' ')}]`;
    throw badRequest(`a container name must be specified for pod ${pod.metadata.name}, ${choice}`);
  }
  return only;
}

function namesAt(pod: KubeObject, field: string): string[] {
  return ((valueAt(pod, ['spec', field]) ?? []) as { name: string }[]).map(({ name }) => name);
}
