import type { Container, ResourceFieldSelector } from 'kubernetes-types/core/v1';
import type { NodeObject } from '../nodes/node-object.ts';
import { parseQuantity } from '../quantity.ts';
import type { Storage } from '../storage.ts';
import { NotThereYet } from './key-values.ts';
import type { Pod } from './pod.ts';

/**
 * The value of a downward API `resourceFieldRef`, in whole divisors, rounded up; undefined for a resource that the kubelet
 * does not offer. A limit that is not set is what the node has. kubernetes pkg/api/v1/resource
 */
function resourceField(
  { resource, divisor }: ResourceFieldSelector,
  { resources = {} }: Container,
  allocatable: Record<string, string> = {},
): string | undefined {
  const [kind, name = ''] = resource.split(/\.(.*)/);
  if (!OFFERED.has(name) || (kind !== 'limits' && kind !== 'requests')) return undefined;
  const limit = resources.limits?.[name];
  const quantity = kind === 'limits' ? (limit ?? allocatable[name]) : (resources.requests?.[name] ?? limit);
  // A divisor of zero, the API server's default, stands for one.
  const unit = parseQuantity(divisor) || 1;
  return String(Math.ceil(Number((parseQuantity(quantity) / unit).toFixed(6))));
}

const OFFERED = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** As `resourceField`, of the container that the reference names. Errors: NotThereYet. */
export function podResource(storage: Storage, pod: Pod, reference: ResourceFieldSelector, nodeName: string): string {
  const { containerName = '' } = reference;
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const container = all.find(({ name }) => name === containerName);
  if (!container) throw new NotThereYet(`container ${containerName} not found`);
  const node = storage.get('nodes', undefined, nodeName) as NodeObject | undefined;
  const value = resourceField(reference, container, node?.status?.allocatable);
  if (value === undefined) throw new NotThereYet(`unsupported container resource : ${reference.resource}`);
  return value;
}
