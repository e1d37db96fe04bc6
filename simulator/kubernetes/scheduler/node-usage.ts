import { isFinished, type Pod } from '../kubelet/pod.ts';
import { type Amounts, add, podRequests, subtract } from './pod-requests.ts';

/** What the nodes' pods have asked for together, kept up as pods come and go. */
export interface NodeUsage {
  /** A pod as it is now; a finished one takes nothing any more. */
  set(pod: Pod): void;
  /** True if the pod had a place on a node. */
  forget(pod: Pod): boolean;
  of(node: string): Amounts;
}

export function createNodeUsage(): NodeUsage {
  const places = new Map<string, { node: string; requests: Amounts }>();
  const totals = new Map<string, Amounts>();
  const of = (node: string) => totals.get(node) ?? {};

  function forget({ metadata }: Pod): boolean {
    const place = places.get(metadata.uid);
    if (!place) return false;
    places.delete(metadata.uid);
    totals.set(place.node, subtract(of(place.node), place.requests));
    return true;
  }

  return {
    of,
    forget,
    set(pod) {
      const node = pod.spec.nodeName;
      if (!node || isFinished(pod)) return void forget(pod);
      // What a pod asks for does not change while it is on a node.
      if (places.get(pod.metadata.uid)?.node === node) return;
      const requests = podRequests(pod);
      places.set(pod.metadata.uid, { node, requests });
      totals.set(node, add(of(node), requests));
    },
  };
}
