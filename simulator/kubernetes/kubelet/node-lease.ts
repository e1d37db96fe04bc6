import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { Node } from './node.ts';

const LEASES = 'leases.coordination.k8s.io';
const NAMESPACE = 'kube-node-lease';

// kubernetes pkg/kubelet: NodeLeaseDurationSeconds, and a quarter of it
const DURATION_SECONDS = 40;
const RENEW_INTERVAL_MS = 10_000;

/** The node's sign of life, renewed until the returned function is called. */
export function keepLease(node: Node): () => void {
  let cancel = () => {};
  const renew = () => {
    writeLease(node);
    cancel = node.clock.after(RENEW_INTERVAL_MS, renew);
  };
  renew();
  return () => cancel();
}

function writeLease({ storage, clock, name }: Node): void {
  if (!storage.get('namespaces', undefined, NAMESPACE)) return;
  const before = storage.get(LEASES, NAMESPACE, name);
  const renewTime = timestamp(clock.now()).replace('Z', '.000000Z');
  const spec = { holderIdentity: name, leaseDurationSeconds: DURATION_SECONDS, renewTime };
  if (before) storage.update(LEASES, { ...before, spec });
  else storage.create(LEASES, { ...newLease(name, storage.get('nodes', undefined, name)), spec });
}

function newLease(name: string, node: KubeObject | undefined): KubeObject {
  const owner = { apiVersion: 'v1', kind: 'Node', name, uid: node?.metadata.uid ?? '' };
  const metadata = { name, namespace: NAMESPACE, uid: '', resourceVersion: '', creationTimestamp: '' };
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { ...metadata, ownerReferences: [owner] },
  };
}
