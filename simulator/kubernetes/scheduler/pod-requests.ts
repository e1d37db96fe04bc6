import type { Container } from 'kubernetes-types/core/v1';
import { isSidecar, type Pod } from '../kubelet/pod.ts';
import { parseQuantity } from '../quantity.ts';

/** Amounts by resource, in its base unit: cores, bytes, pieces. */
export type Amounts = Record<string, number>;

/**
 * What a pod takes of its node: its containers together with the sidecars, or more if an init container asks for more.
 * component-helpers, resource.PodRequests
 */
export function podRequests({ spec }: Pod): Amounts {
  const { initContainers = [], containers, overhead } = spec;
  const total = containers.reduce((sum, one) => add(sum, requestsOf(one)), {} as Amounts);
  let sidecars: Amounts = {};
  let highest: Amounts = {};
  for (const one of initContainers) {
    if (isSidecar(one)) sidecars = add(sidecars, requestsOf(one));
    highest = largest(highest, isSidecar(one) ? sidecars : add(sidecars, requestsOf(one)));
  }
  return add(add(largest(add(total, sidecars), highest), amounts(overhead)), { pods: 1 });
}

/** A limit without a request is a request too. kubernetes pkg/apis/core/v1/defaults.go */
function requestsOf({ resources = {} }: Container): Amounts {
  return amounts({ ...resources.limits, ...resources.requests });
}

function amounts(quantities: Record<string, string> = {}): Amounts {
  return Object.fromEntries(Object.entries(quantities).map(([name, text]) => [name, parseQuantity(text)]));
}

export const add = (left: Amounts, right: Amounts): Amounts => merge(left, right, (one, other) => one + other);

export const subtract = (left: Amounts, right: Amounts): Amounts => merge(left, right, (one, other) => one - other);

const largest = (left: Amounts, right: Amounts): Amounts => merge(left, right, Math.max);

function merge(left: Amounts, right: Amounts, combine: (one: number, other: number) => number): Amounts {
  const merged = { ...left };
  for (const [name, amount] of Object.entries(right)) merged[name] = combine(left[name] ?? 0, amount);
  return merged;
}
