import type { KubeObject } from './client.ts';
import type { Invocation } from './command-types.ts';
import { KubectlError } from './kubectl-error.ts';
import { pathOf, resourceNamed } from './resources.ts';
import { singleOf } from './selection.ts';

const PODS = resourceNamed('pods');

/** The pod that `POD`, `pod/POD` or `deploy/NAME` names, and a note if it was chosen of several. */
export async function findPod({ client }: Invocation, argument: string): Promise<{ pod: KubeObject; note: string }> {
  const { resource, name } = singleOf([argument], 'pods');
  if (resource === PODS) return { pod: await client.json(pathOf(PODS, client.namespace, name)), note: '' };
  const owner = await client.json(pathOf(resource, client.namespace, name));
  const { selector } = owner.spec as { selector?: { matchLabels?: Record<string, string> } };
  const labelSelector = Object.entries(selector?.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const { items } = await client.json<{ items: KubeObject[] }>(pathOf(PODS, client.namespace), {
    query: { labelSelector },
  });
  const pod = items.sort(byReadiness)[0];
  if (!pod) throw new KubectlError(`error: no pods found for ${argument}`);
  return { pod, note: items.length > 1 ? `Found ${items.length} pods, using pod/${pod.metadata.name}\n` : '' };
}

function byReadiness(one: KubeObject, other: KubeObject): number {
  const rank = ({ metadata, status }: KubeObject) =>
    (metadata.deletionTimestamp ? 2 : 0) + ((status as { phase?: string } | undefined)?.phase === 'Running' ? 0 : 1);
  return rank(one) - rank(other);
}

/** The container asked for, or the first; with kubectl's note if there are several. */
export function containerOf(pod: KubeObject, asked: string | undefined): { container: string; note: string } {
  const { containers } = pod.spec as { containers: { name: string }[] };
  const names = containers.map(({ name }) => name);
  const usual = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'] ?? names[0] ?? '';
  if (asked ?? names.length === 1) return { container: asked ?? usual, note: '' };
  return { container: usual, note: `Defaulted container "${usual}" out of: ${names.join(', ')}\n` };
}
